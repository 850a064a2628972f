using Edge.Emulator.Devices;

namespace Edge.Emulator.Runtime;

/// <summary>Stand-in for nanoFramework.Runtime.Native.GC.</summary>
public static class BoardCollector
{
    /// <summary>Collects, and returns what is free of the board's heap, in bytes.</summary>
    public static uint Run(bool compactHeap)
    {
        EmulatedDevice device = EmulatedDevice.Current;
        device.CheckReset();
        device.Heap.Collect();
        return (uint)device.Heap.Free;
    }
}
