using Edge.Emulator.Devices;

namespace Edge.Emulator.Runtime;

/// <summary>What firmware loaded for profiling calls where it turns to a layer.</summary>
public static class LayerMark
{
    /// <summary>What follows is the work of a layer, from 0, or with -1 of none.</summary>
    public static void At(int layer) => EmulatedDevice.Current.LayerCounts?.Enter(layer);
}
