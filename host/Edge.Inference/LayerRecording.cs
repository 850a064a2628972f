using Edge.Core.Models;
using Edge.Inference.Kernels;

namespace Edge.Inference;

/// <summary>From the layouts of the kernels to rows, for up to 512 rows of a layer.</summary>
internal static unsafe class LayerRecording
{
    /// <summary>Records elements of one bit.</summary>
    /// <param name="planes">[width][plane, complement][8 words].</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="rows">Receives rows of <paramref name="stride"/> words.</param>
    /// <param name="stride">Words per row.</param>
    /// <param name="firstRow">Where in them.</param>
    /// <param name="count">Rows.</param>
    /// <param name="wide">True to use vectors of 512 bits.</param>
    public static void Planes(ulong* planes, int width, ulong[] rows, int stride, int firstRow, int count, bool wide)
    {
        fixed (ulong* words = rows)
        {
            RowPacking.FromPlanes(planes, width, words + (nint)firstRow * stride, stride, count, wide);
        }
    }

    /// <summary>Records codes of several bits.</summary>
    /// <param name="pairs">[blocks][pairs][16 rows].</param>
    /// <param name="format">Width and bits.</param>
    /// <param name="rows">Receives rows of <paramref name="stride"/> words.</param>
    /// <param name="stride">Words per row.</param>
    /// <param name="firstRow">Where in them.</param>
    /// <param name="count">Rows.</param>
    /// <param name="wide">True to use vectors of 512 bits.</param>
    public static void Pairs(int* pairs, TensorFormat format, ulong[] rows, int stride, int firstRow, int count, bool wide)
    {
        fixed (ulong* words = rows)
        {
            unchecked
            {
                ulong* target = words + (nint)firstRow * stride;
                int width = format.Width;
                int bits = format.Bits;
                int pairCount = RowBlock.Pairs(width);
                for (int first = 0; first < count; first += RowBlock.Rows)
                {
                    RowPacking.FromPairs(
                        pairs + (nint)first * pairCount,
                        width,
                        bits,
                        target + (nint)first * stride,
                        stride,
                        Math.Min(RowBlock.Rows, count - first),
                        wide);
                }
            }
        }
    }

    /// <summary>Records the accumulators of two blocks, 32 rows.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="z">Accumulators less centers, [2 blocks][neurons][16 rows].</param>
    /// <param name="firstRow">First row of the group.</param>
    /// <param name="first">First row of the blocks within the group.</param>
    /// <param name="count">Rows of the group.</param>
    /// <param name="target">Receives [rows][neurons].</param>
    public static void Accumulators(HostLayer layer, int* z, int firstRow, int first, int count, int[] target)
    {
        int neurons = layer.Neurons;
        int rows = Math.Min(RowBlock.BlocksPerStep * RowBlock.Rows, count - first);
        for (int r = 0; r < rows; r++)
        {
            int* lane = z + (nint)(r / RowBlock.Rows) * neurons * RowBlock.Rows + r % RowBlock.Rows;
            Span<int> row = target.AsSpan((firstRow + first + r) * neurons, neurons);
            for (int n = 0; n < neurons; n++)
            {
                row[n] = lane[n * RowBlock.Rows] + layer.CenterOf(n);
            }
        }
    }
}
