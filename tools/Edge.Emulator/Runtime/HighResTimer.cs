using Edge.Emulator.Devices;

namespace Edge.Emulator.Runtime;

/// <summary>Stand-in for nanoFramework.Hardware.Esp32.HighResTimer: this machine's time, not the board's.</summary>
public static class HighResTimer
{
    /// <summary>Microseconds since the start.</summary>
    public static ulong GetCurrent()
    {
        EmulatedDevice device = EmulatedDevice.Current;
        device.CheckReset();
        return device.Microseconds;
    }
}
