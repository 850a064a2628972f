using Edge.Emulator.Devices;

namespace Edge.Emulator.Runtime;

/// <summary>Stand-in for nanoFramework.Runtime.Native.GC.</summary>
public static class BoardHeap
{
    /// <summary>The heap that the emulated kind of board usually has, in bytes: what the firmware takes of it is not counted.</summary>
    public static uint Run(bool compactHeap)
    {
        EmulatedDevice device = EmulatedDevice.Current;
        device.CheckReset();
        return device.Board.HeapBytes;
    }
}
