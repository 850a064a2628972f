using Edge.Devices.Emulation;
using Edge.Devices.OfficialRuntime;
using Edge.Devices.Session;

namespace Edge.Devices;

/// <summary>How devices are opened.</summary>
public sealed record DeviceOptions
{
    /// <summary>Baud rate and patience of a session.</summary>
    public SessionOptions Session { get; init; } = new();

    /// <summary>Which emulator to start.</summary>
    public EmulatorOptions Emulator { get; init; } = new();

    /// <summary>Patience with the official runtime.</summary>
    public NanoClrOptions OfficialRuntime { get; init; } = new();

    /// <summary>
    /// Longest time in milliseconds to wait for a device on a port that went away in the middle of its work; 0: give up at once.
    /// </summary>
    public int ComeBackMilliseconds { get; init; } = 30_000;

    /// <summary>Receives one line when such a wait begins and one when it ends well; null where nobody listens.</summary>
    public Action<string>? Notice { get; init; }
}
