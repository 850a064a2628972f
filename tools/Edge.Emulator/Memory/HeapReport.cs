using System.Globalization;

namespace Edge.Emulator.Memory;

/// <summary>The state of a heap in one line.</summary>
public static class HeapReport
{
    /// <summary>What is allocated, taken and free, after a collection.</summary>
    public static string Line(DeviceHeap heap)
    {
        heap.Collect();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"heap: {heap.Allocated} bytes allocated since boot in {heap.Objects} objects; {heap.InUse} taken and {heap.Free} free of {heap.Capacity}");
    }
}
