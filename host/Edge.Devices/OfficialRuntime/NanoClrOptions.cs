namespace Edge.Devices.OfficialRuntime;

/// <summary>How the official runtime is run.</summary>
public sealed record NanoClrOptions
{
    /// <summary>
    /// Longest time in milliseconds from the start of a process to its first row; starting a .NET process on a busy machine takes seconds.
    /// </summary>
    public int StartMilliseconds { get; init; } = 60_000;

    /// <summary>Longest time in milliseconds from one row to the next, and to the end.</summary>
    public int RowMilliseconds { get; init; } = 60_000;
}
