namespace Edge.Devices;

/// <summary>A line of the list of devices.</summary>
/// <param name="Name">What <see cref="DeviceCatalog.Open"/> takes.</param>
/// <param name="Description">What it is, or why it cannot be opened.</param>
public sealed record DeviceEntry(string Name, string Description);
