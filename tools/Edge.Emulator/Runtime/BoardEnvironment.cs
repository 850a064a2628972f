using Edge.Emulator.Devices;

namespace Edge.Emulator.Runtime;

/// <summary>Stand-in for System.Environment.</summary>
public static class BoardEnvironment
{
    /// <summary>Milliseconds since the start.</summary>
    public static long TickCount64 => (long)(EmulatedDevice.Current.Clock.Microseconds / 1000);
}
