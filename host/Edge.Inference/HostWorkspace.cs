using Edge.Core.Models;
using Edge.Inference.Kernels;

namespace Edge.Inference;

/// <summary>
/// Scratch memory of one thread, grown to the largest model it has served: with one of these, and <see cref="HostCodes"/>, a run allocates
/// nothing.
/// </summary>
public sealed unsafe class HostWorkspace
{
    private long planeBytes;
    private long pairBytes;
    private long accumulatorBytes;
    private long countBytes;
    private readonly AlignedBuffer?[] buffers = new AlignedBuffer?[6];

    internal ulong* Planes(int which) => (ulong*)buffers[which]!.Pointer;

    internal int* PairCodes(int which) => (int*)buffers[2 + which]!.Pointer;

    internal int* Accumulators => (int*)buffers[4]!.Pointer;

    internal ulong* Counts => (ulong*)buffers[5]!.Pointer;

    internal void Prepare(IntegerModel model)
    {
        int widest = model.Input.Width;
        int mostCountBits = 0;
        foreach (DenseLayer layer in model.Layers)
        {
            widest = Math.Max(widest, layer.Output.Width);
            mostCountBits = Math.Max(mostCountBits, layer.Output.Width * HostCodes.CountBits(layer));
        }

        Grow(ref planeBytes, 2L * 8 * RowBlock.PlaneWords * widest, 0, 1);
        Grow(ref pairBytes, 4L * RowBlock.GroupRows * RowBlock.Pairs(widest), 2, 3);
        Grow(ref accumulatorBytes, 4L * RowBlock.BlocksPerStep * RowBlock.Rows * widest, 4, 4);
        Grow(ref countBytes, 2L * 8 * RowBlock.PlaneWords * mostCountBits, 5, 5);
    }

    private void Grow(ref long size, long needed, int first, int last)
    {
        if (needed > size)
        {
            for (int i = first; i <= last; i++)
            {
                buffers[i] = new AlignedBuffer(needed);
            }

            size = needed;
        }
    }
}
