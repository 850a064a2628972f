namespace Edge.Devices.Profiling;

/// <summary>A kind of board.</summary>
/// <param name="Name">Name of its nanoFramework target.</param>
/// <param name="HeapBytes">Managed heap that such a board usually has, in bytes.</param>
public sealed record EmulatorBoard(string Name, long HeapBytes);
