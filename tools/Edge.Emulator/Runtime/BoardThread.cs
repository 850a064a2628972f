using Edge.Emulator.Devices;

namespace Edge.Emulator.Runtime;

/// <summary>Stand-in for System.Threading.Thread, for firmware that runs on its first thread only.</summary>
public static class BoardThread
{
    /// <summary>Sleeps; input ends the sleep of firmware that polls for it.</summary>
    public static void Sleep(int millisecondsTimeout) => EmulatedDevice.Current.Uart.Sleep(millisecondsTimeout);
}
