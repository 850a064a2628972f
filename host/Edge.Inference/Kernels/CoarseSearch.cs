using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Edge.Inference.Kernels;

/// <summary>
/// Codes of 32 rows at once where the thresholds t take more than 16 bits: the trees hold t >> s and are walked with z >> s. With no two
/// thresholds equal in those bits, only the last one passed can have been passed wrongly, namely where z >> s equals it and the s low bits of
/// z are below its own.
/// </summary>
internal static unsafe class CoarseSearch
{
    /// <summary>True where the machine has the byte permutations that look the low bits up.</summary>
    public static bool IsSupported => Avx512Vbmi.IsSupported && Avx512BW.IsSupported;

    /// <summary>Computes pairs of codes.</summary>
    /// <param name="z">Accumulators, [2 blocks][neurons][16 rows].</param>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="tables">Their thresholds; coarse.</param>
    /// <param name="pairs">Receives [2 blocks][pairs][16 rows][2]; without a second neuron the high code is 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(int* z, int neurons, ThresholdTables tables, int* pairs)
    {
        unchecked
        {
            int* second = z + (nint)neurons * RowBlock.Rows;
            nint blockStride = (nint)RowBlock.Pairs(neurons) * RowBlock.Rows;
            for (int n = 0; n < neurons; n += 2)
            {
                // Two searches side by side hide each other's waiting; without a second neuron the first is searched for twice.
                int other = Math.Min(n + 1, neurons - 1);
                Rows a = new(z + n * RowBlock.Rows, second + n * RowBlock.Rows, tables.Shift);
                Rows b = new(z + other * RowBlock.Rows, second + other * RowBlock.Rows, tables.Shift);
                Search(ref a, ref b, tables.Narrow(n), tables.Narrow(other), tables.Levels);
                Vector512<ushort> low = a.Code(tables.LowBits(n), tables.Levels, tables.Shift);
                Vector512<ushort> high = other > n ? b.Code(tables.LowBits(other), tables.Levels, tables.Shift) : Vector512<ushort>.Zero;
                int* target = pairs + n / 2 * RowBlock.Rows;
                (Avx512F.ConvertToVector512UInt32(low.GetLower())
                    | (Avx512F.ConvertToVector512UInt32(high.GetLower()) << 16)).AsInt32().Store(target);
                (Avx512F.ConvertToVector512UInt32(low.GetUpper())
                    | (Avx512F.ConvertToVector512UInt32(high.GetUpper()) << 16)).AsInt32().Store(target + blockStride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Search(ref Rows a, ref Rows b, short* treeA, short* treeB, int levels)
    {
        Vector512<short> topA = Vector512.Load(treeA);
        Vector512<short> topB = Vector512.Load(treeB);
        for (int level = Math.Min(levels, 5); level > 0; level--)
        {
            a.Down(Avx512BW.PermuteVar32x16(topA, a.Node));
            b.Down(Avx512BW.PermuteVar32x16(topB, b.Node));
        }

        if (levels > 5)
        {
            a.Down(Avx512BW.PermuteVar32x16(Vector512.Load(treeA + 32), a.Node));
            b.Down(Avx512BW.PermuteVar32x16(Vector512.Load(treeB + 32), b.Node));
        }

        if (levels > 6)
        {
            a.Down(Avx512BW.PermuteVar32x16x2(Vector512.Load(treeA + 64), a.Node, Vector512.Load(treeA + 96)));
            b.Down(Avx512BW.PermuteVar32x16x2(Vector512.Load(treeB + 64), b.Node, Vector512.Load(treeB + 96)));
        }

        if (levels > 7)
        {
            Vector512<short> thresholdA = LastLevel(treeA, a.Node);
            b.Down(LastLevel(treeB, b.Node));
            a.Down(thresholdA);
        }
    }

    /// <summary>Thresholds of the eighth level: nodes 128..255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> LastLevel(short* tree, Vector512<short> node)
    {
        Vector512<short> below = Avx512BW.PermuteVar32x16x2(Vector512.Load(tree + 128), node, Vector512.Load(tree + 160));
        Vector512<short> above = Avx512BW.PermuteVar32x16x2(Vector512.Load(tree + 192), node, Vector512.Load(tree + 224));
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(node, Vector512.Create((short)192)), above, below);
    }

    /// <summary>32 rows of one neuron on their way down its tree.</summary>
    private ref struct Rows
    {
        private readonly Vector512<int> first;
        private readonly Vector512<int> second;
        private readonly Vector512<short> value;
        private Vector512<short> passed;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Rows(int* first, int* second, int shift)
        {
            this.first = Vector512.Load(first);
            this.second = Vector512.Load(second);
            value = Vector512.Min(
                Vector512.Create(
                    Avx512F.ConvertToVector256Int16WithSaturation(this.first >> shift),
                    Avx512F.ConvertToVector256Int16WithSaturation(this.second >> shift)),
                Vector512.Create((short)(ThresholdTables.Never - 1)));
            Node = Vector512<short>.One;
            passed = Vector512.Create(short.MinValue);
        }

        public Vector512<short> Node { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Down(Vector512<short> threshold)
        {
            Vector512<short> passes = Vector512.GreaterThanOrEqual(value, threshold);
            Node = Node + Node - passes;
            passed = Vector512.ConditionalSelect(passes, threshold, passed);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Vector512<ushort> Code(byte* lowBits, int levels, int shift)
        {
            unchecked
            {
                Vector512<short> code = Node - Vector512.Create((short)(1 << levels));
                Vector512<short> rest = Vector512.Create(Avx512F.ConvertToVector256Int16(first), Avx512F.ConvertToVector256Int16(second))
                    & Vector512.Create((short)((1 << shift) - 1));
                Vector512<short> tooMany = Vector512.Equals(value, passed) & Vector512.LessThan(rest, LookUp(lowBits, code, levels));
                return (code + tooMany).AsUInt16();
            }
        }
    }

    // The odd bytes of the indices are 0 and look up what the mask removes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> LookUp(byte* table, Vector512<short> code, int levels)
    {
        Vector512<byte> index = code.AsByte();
        Vector512<short> found = Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table), index, Vector512.Load(table + 64)).AsInt16();
        if (levels > 7)
        {
            Vector512<short> above = Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table + 128), index, Vector512.Load(table + 192)).AsInt16();
            found = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(code, Vector512.Create((short)128)), above, found);
        }

        return found & Vector512.Create((short)0xFF);
    }
}
