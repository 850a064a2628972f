using Edge.Emulator.Devices;

namespace Edge.Emulator.Runtime;

/// <summary>Stand-in for nanoFramework.Runtime.Native.SystemInfo.</summary>
public static class SystemInfo
{
    /// <summary>Says that this is no board.</summary>
    public static string OEMString => "Edge emulator";

    /// <summary>Says that this is no board.</summary>
    public static string Platform => "EMULATOR";

    /// <summary>Name of the emulated target, with a mark that tells it from a real one.</summary>
    public static string TargetName => "EMULATED_" + EmulatedDevice.Current.Board.Name;
}
