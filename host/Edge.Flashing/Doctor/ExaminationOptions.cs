using Edge.Devices.Emulation;
using Edge.Devices.Session;

namespace Edge.Flashing.Doctor;

/// <summary>What to examine, and where it is.</summary>
public sealed record ExaminationOptions
{
    /// <summary>Stands for every port in <see cref="AskedPort"/>.</summary>
    public const string EveryPort = "all";

    /// <summary>The port whose device is asked who it is; <see cref="EveryPort"/>: each; null: none, since asking resets many boards.</summary>
    public string? AskedPort { get; init; }

    /// <summary>Baud rate and patience towards the device on a port.</summary>
    public SessionOptions Session { get; init; } = new();

    /// <summary>Which emulator to try.</summary>
    public EmulatorOptions Emulator { get; init; } = new();

    /// <summary>Where Linux has its devices.</summary>
    public string DevRoot { get; init; } = "/dev";

    /// <summary>Where Linux tells of its devices.</summary>
    public string SysRoot { get; init; } = "/sys";

    /// <summary>Where Unix lists its groups.</summary>
    public string GroupFile { get; init; } = "/etc/group";
}
