using Edge.Emulator.Devices;

namespace Edge.Emulator.Runtime;

/// <summary>
/// Stand-in for nanoFramework.Hardware.Esp32.HighResTimer: virtual time where the firmware is metered, else this machine's.
/// </summary>
public static class HighResTimer
{
    /// <summary>Microseconds since the start.</summary>
    public static ulong GetCurrent()
    {
        EmulatedDevice device = EmulatedDevice.Current;
        device.CheckReset();
        return device.Clock.Microseconds;
    }
}
