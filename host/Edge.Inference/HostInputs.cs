using Edge.Core.Models;
using Edge.Inference.Kernels;

namespace Edge.Inference;

/// <summary>
/// Input rows as a model's first layer takes them, made once for rows that are run again and again (<see cref="HostInference.Prepare"/>). They
/// depend on the model's shape, not on its values. May serve several threads.
/// </summary>
public sealed unsafe class HostInputs
{
    private readonly AlignedBuffer buffer;
    private readonly long groupBytes;

    /// <param name="words">Packed rows.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="first">The model's first layer.</param>
    /// <param name="wordsPerRow">Words of a packed row.</param>
    /// <param name="wide">True to use vectors of 512 bits.</param>
    internal HostInputs(ReadOnlySpan<ulong> words, int rows, HostLayer first, int wordsPerRow, bool wide)
    {
        TensorFormat input = first.Layer.Input;
        Rows = rows;
        Input = input;
        ArePlanes = input.Bits == 1 && first.CountBits > 0;
        int pairs = RowBlock.Pairs(input.Width);
        long planeBytes = 2L * 8 * RowBlock.PlaneWords * input.Width;
        groupBytes = ArePlanes ? planeBytes : 4L * RowBlock.GroupRows * pairs;
        int groups = (rows + RowBlock.GroupRows - 1) / RowBlock.GroupRows;
        buffer = new AlignedBuffer(groupBytes * groups);
        AlignedBuffer planes = new(planeBytes);
        fixed (ulong* start = words)
        {
            for (int group = 0; group < groups; group++)
            {
                int row = group * RowBlock.GroupRows;
                int count = Math.Min(RowBlock.GroupRows, rows - row);
                ulong* from = start + (nint)row * wordsPerRow;
                if (input.Bits > 1)
                {
                    LoadPairs(from, wordsPerRow, count, input, Pairs(group));
                    continue;
                }

                ulong* target = ArePlanes ? Planes(group) : (ulong*)planes.Pointer;
                RowUnpacking.ToPlanes(from, wordsPerRow, count, input.Width, target, wide);
                for (int block = 0; !ArePlanes && block * RowBlock.Rows < count; block++)
                {
                    RowUnpacking.PlanesToPairs(target, input.Width, block, Pairs(group) + (nint)block * pairs * RowBlock.Rows, wide);
                }
            }
        }

        GC.KeepAlive(planes);
        GC.KeepAlive(this);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>What a row is.</summary>
    internal TensorFormat Input { get; }

    /// <summary>True for planes, which layers of binary weights are computed from; false for pairs.</summary>
    internal bool ArePlanes { get; }

    /// <summary>Planes of a group of rows, [width][plane, complement][8 words]; null where there are pairs.</summary>
    internal ulong* Planes(int group) => ArePlanes ? (ulong*)((byte*)buffer.Pointer + (nint)(group * groupBytes)) : null;

    /// <summary>Pairs of a group of rows, [blocks][pairs][16 rows]; null where there are planes.</summary>
    internal int* Pairs(int group) => ArePlanes ? null : (int*)((byte*)buffer.Pointer + (nint)(group * groupBytes));

    /// <summary>Loads codes of several bits.</summary>
    /// <param name="rows">Packed rows, [count][<paramref name="wordsPerRow"/>].</param>
    /// <param name="wordsPerRow">Words of a row.</param>
    /// <param name="count">Rows, 1..512.</param>
    /// <param name="input">Width and bits.</param>
    /// <param name="pairs">Receives [blocks][pairs][16 rows].</param>
    internal static void LoadPairs(ulong* rows, int wordsPerRow, int count, TensorFormat input, int* pairs)
    {
        nint blockPairs = RowBlock.Pairs(input.Width);
        for (int first = 0; first < count; first += RowBlock.Rows)
        {
            RowUnpacking.ToPairs(
                rows + (nint)first * wordsPerRow,
                wordsPerRow,
                Math.Min(RowBlock.Rows, count - first),
                input.Width,
                input.Bits,
                pairs + first * blockPairs);
        }
    }
}
