using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Edge.Inference.Kernels;

/// <summary>Codes of 32 rows from their accumulators, by walking the trees of <see cref="ThresholdTables"/> down, all rows at once.</summary>
internal static unsafe class ThresholdSearch
{
    /// <summary>Computes pairs of codes.</summary>
    /// <param name="z">Accumulators less centers, [2 blocks][neurons][16 rows].</param>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="tables">Their thresholds.</param>
    /// <param name="path">Instructions to use.</param>
    /// <param name="pairs">Receives [2 blocks][pairs][16 rows][2]; without a second neuron the high code is 0.</param>
    public static void Compute(int* z, int neurons, ThresholdTables tables, VectorPath path, int* pairs)
    {
        if (path == VectorPath.Avx512 && tables.IsNarrow)
        {
            Narrow512(z, neurons, tables, pairs);
        }
        else if (path == VectorPath.Avx512 && tables.IsCoarse && CoarseSearch.IsSupported)
        {
            CoarseSearch.Compute(z, neurons, tables, pairs);
        }
        else if (path == VectorPath.Avx512)
        {
            Wide512(z, neurons, tables, pairs);
        }
        else if (path == VectorPath.Avx2)
        {
            Wide256(z, neurons, tables, pairs);
        }
        else
        {
            Scalar(z, neurons, tables, pairs);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow512(int* z, int neurons, ThresholdTables tables, int* pairs)
    {
        unchecked
        {
            int* second = z + (nint)neurons * RowBlock.Rows;
            nint blockStride = (nint)RowBlock.Pairs(neurons) * RowBlock.Rows;
            for (int n = 0; n < neurons; n += 2)
            {
                Vector512<ushort> low = Search16(z + n * RowBlock.Rows, second + n * RowBlock.Rows, tables.Narrow(n), tables.Levels);
                Vector512<ushort> high = Vector512<ushort>.Zero;
                if (n + 1 < neurons)
                {
                    int offset = (n + 1) * RowBlock.Rows;
                    high = Search16(z + offset, second + offset, tables.Narrow(n + 1), tables.Levels);
                }

                int* target = pairs + n / 2 * RowBlock.Rows;
                (Avx512F.ConvertToVector512UInt32(low.GetLower())
                    | (Avx512F.ConvertToVector512UInt32(high.GetLower()) << 16)).AsInt32().Store(target);
                (Avx512F.ConvertToVector512UInt32(low.GetUpper())
                    | (Avx512F.ConvertToVector512UInt32(high.GetUpper()) << 16)).AsInt32().Store(target + blockStride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Search16(int* first, int* second, short* tree, int levels)
    {
        unchecked
        {
            Vector512<short> value = Vector512.Min(
                Vector512.Create(
                    Avx512F.ConvertToVector256Int16WithSaturation(Vector512.Load(first)),
                    Avx512F.ConvertToVector256Int16WithSaturation(Vector512.Load(second))),
                Vector512.Create((short)(ThresholdTables.Never - 1)));
            Vector512<short> node = Vector512.Create((short)1);
            Vector512<short> top = Vector512.Load(tree);
            for (int level = Math.Min(levels, 5); level > 0; level--)
            {
                node = Down(node, value, Avx512BW.PermuteVar32x16(top, node));
            }

            if (levels > 5)
            {
                node = Down(node, value, Avx512BW.PermuteVar32x16(Vector512.Load(tree + 32), node));
            }

            if (levels > 6)
            {
                node = Down(node, value, Avx512BW.PermuteVar32x16x2(Vector512.Load(tree + 64), node, Vector512.Load(tree + 96)));
            }

            if (levels > 7)
            {
                Vector512<short> below = Avx512BW.PermuteVar32x16x2(Vector512.Load(tree + 128), node, Vector512.Load(tree + 160));
                Vector512<short> above = Avx512BW.PermuteVar32x16x2(Vector512.Load(tree + 192), node, Vector512.Load(tree + 224));
                Vector512<short> isAbove = Vector512.GreaterThanOrEqual(node, Vector512.Create((short)192));
                node = Down(node, value, Vector512.ConditionalSelect(isAbove, above, below));
            }

            return (node - Vector512.Create((short)(1 << levels))).AsUInt16();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Down(Vector512<short> node, Vector512<short> value, Vector512<short> threshold)
    {
        Vector512<short> below = node + node;
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(value, threshold), below + Vector512<short>.One, below);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide512(int* z, int neurons, ThresholdTables tables, int* pairs)
    {
        unchecked
        {
            int count = RowBlock.Pairs(neurons);
            for (int block = 0; block < RowBlock.BlocksPerStep; block++)
            {
                int* source = z + (nint)block * neurons * RowBlock.Rows;
                int* target = pairs + (nint)block * count * RowBlock.Rows;
                for (int n = 0; n < neurons; n += 2)
                {
                    Vector512<int> codes = Search32(Vector512.Load(source + n * RowBlock.Rows), tables.Wide(n), tables.Levels);
                    if (n + 1 < neurons)
                    {
                        codes |= Search32(Vector512.Load(source + (n + 1) * RowBlock.Rows), tables.Wide(n + 1), tables.Levels) << 16;
                    }

                    codes.Store(target + n / 2 * RowBlock.Rows);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Search32(Vector512<int> value, int* tree, int levels)
    {
        unchecked
        {
            Vector512<int> node = Vector512.Create(1);
            Vector512<int> top = Vector512.Load(tree);
            for (int level = Math.Min(levels, 4); level > 0; level--)
            {
                node = Down(node, value, Avx512F.PermuteVar16x32(top, node));
            }

            if (levels > 4)
            {
                node = Down(node, value, Avx512F.PermuteVar16x32(Vector512.Load(tree + 16), node));
            }

            if (levels > 5)
            {
                node = Down(node, value, Thirty2(tree + 32, node));
            }

            if (levels > 6)
            {
                Vector512<int> isAbove = Vector512.GreaterThanOrEqual(node, Vector512.Create(96));
                node = Down(node, value, Vector512.ConditionalSelect(isAbove, Thirty2(tree + 96, node), Thirty2(tree + 64, node)));
            }

            if (levels > 7)
            {
                Vector512<int> isOdd = Vector512.Equals(node & Vector512.Create(32), Vector512.Create(32));
                Vector512<int> isAbove = Vector512.GreaterThanOrEqual(node, Vector512.Create(192));
                Vector512<int> below = Vector512.ConditionalSelect(isOdd, Thirty2(tree + 160, node), Thirty2(tree + 128, node));
                Vector512<int> above = Vector512.ConditionalSelect(isOdd, Thirty2(tree + 224, node), Thirty2(tree + 192, node));
                node = Down(node, value, Vector512.ConditionalSelect(isAbove, above, below));
            }

            return node - Vector512.Create(1 << levels);
        }
    }

    /// <summary>Looks 32 thresholds up by the low five bits of the node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Thirty2(int* tree, Vector512<int> node) =>
        Avx512F.PermuteVar16x32x2(Vector512.Load(tree), node, Vector512.Load(tree + 16));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Down(Vector512<int> node, Vector512<int> value, Vector512<int> threshold) =>
        node + node - Vector512.GreaterThanOrEqual(value, threshold);

    private static void Wide256(int* z, int neurons, ThresholdTables tables, int* pairs)
    {
        unchecked
        {
            int count = RowBlock.Pairs(neurons);
            for (int half = 0; half < 2 * RowBlock.BlocksPerStep; half++)
            {
                int* source = z + (nint)(half / 2) * neurons * RowBlock.Rows + (half & 1) * 8;
                int* target = pairs + (nint)(half / 2) * count * RowBlock.Rows + (half & 1) * 8;
                for (int n = 0; n < neurons; n += 2)
                {
                    Vector256<int> codes = Search256(Vector256.Load(source + n * RowBlock.Rows), tables.Wide(n), tables.Levels);
                    if (n + 1 < neurons)
                    {
                        codes |= Search256(Vector256.Load(source + (n + 1) * RowBlock.Rows), tables.Wide(n + 1), tables.Levels) << 16;
                    }

                    codes.Store(target + n / 2 * RowBlock.Rows);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Search256(Vector256<int> value, int* tree, int levels)
    {
        unchecked
        {
            Vector256<int> node = Vector256.Create(1);
            Vector256<int> top = Vector256.Load(tree);
            for (int level = 0; level < levels; level++)
            {
                Vector256<int> threshold = level < 3 ? Avx2.PermuteVar8x32(top, node) : Avx2.GatherVector256(tree, node, 4);
                node = node + node - Vector256.GreaterThanOrEqual(value, threshold);
            }

            return node - Vector256.Create(1 << levels);
        }
    }

    private static void Scalar(int* z, int neurons, ThresholdTables tables, int* pairs)
    {
        unchecked
        {
            int count = RowBlock.Pairs(neurons);
            for (int block = 0; block < RowBlock.BlocksPerStep; block++)
            {
                for (int n = 0; n < neurons; n++)
                {
                    int* source = z + ((nint)block * neurons + n) * RowBlock.Rows;
                    int* target = pairs + ((nint)block * count + n / 2) * RowBlock.Rows;
                    int* tree = tables.Wide(n);
                    for (int r = 0; r < RowBlock.Rows; r++)
                    {
                        int node = 1;
                        for (int level = 0; level < tables.Levels; level++)
                        {
                            node = 2 * node + (source[r] >= tree[node] ? 1 : 0);
                        }

                        int code = node - (1 << tables.Levels);
                        target[r] = (n & 1) == 0 ? code : target[r] | (code << 16);
                    }
                }
            }
        }
    }
}
