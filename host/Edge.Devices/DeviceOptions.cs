using Edge.Devices.Emulation;
using Edge.Devices.Session;

namespace Edge.Devices;

/// <summary>How devices are opened.</summary>
public sealed record DeviceOptions
{
    /// <summary>Baud rate and patience of a session.</summary>
    public SessionOptions Session { get; init; } = new();

    /// <summary>Which emulator to start.</summary>
    public EmulatorOptions Emulator { get; init; } = new();
}
