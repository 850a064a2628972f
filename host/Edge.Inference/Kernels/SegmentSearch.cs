using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Edge.Inference.Kernels;

/// <summary>
/// Codes of 32 rows at once by the lines of <see cref="SegmentTables"/>: a line gives the code or the one below it, and one comparison with the
/// threshold above decides. No step waits for a comparison before it, as the levels of a tree do.
/// </summary>
internal static unsafe class SegmentSearch
{
    /// <summary>True where the machine has the instructions.</summary>
    public static bool IsSupported => Avx512BW.IsSupported;

    /// <summary>Computes pairs of codes.</summary>
    /// <param name="z">Accumulators less origins, [2 blocks][neurons][16 rows].</param>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="tables">Their segments; loaded with success.</param>
    /// <param name="pairs">Receives [2 blocks][pairs][16 rows][2]; without a second neuron the high code is 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(int* z, int neurons, SegmentTables tables, int* pairs)
    {
        unchecked
        {
            int* second = z + (nint)neurons * RowBlock.Rows;
            nint blockStride = (nint)RowBlock.Pairs(neurons) * RowBlock.Rows;
            bool wide = tables.Right > 0;
            int levels = tables.Levels;
            Vector128<int> right = Vector128.CreateScalar(tables.Right);
            Vector128<short> left = Vector128.CreateScalar((long)tables.Left).AsInt16();
            ushort* segments = tables.Segments(0);
            int span = tables.Span(0);
            Vector512<ushort> low = Vector512<ushort>.Zero;
            for (int n = 0; n < neurons; n++, z += RowBlock.Rows, second += RowBlock.Rows)
            {
                if (tables.PerNeuron)
                {
                    segments = tables.Segments(n);
                    span = tables.Span(n);
                }

                Vector512<ushort> codes = wide
                    ? Wide(z, second, segments, span, right, levels)
                    : Narrow(z, second, segments, span, left, levels);
                bool isLow = (n & 1) == 0;
                if (isLow && n + 1 < neurons)
                {
                    low = codes;
                    continue;
                }

                // Packing took four rows of the first block and four of the second in turn: unpacking parts them again.
                Vector512<ushort> high = isLow ? Vector512<ushort>.Zero : codes;
                low = isLow ? codes : low;
                Avx512BW.UnpackLow(low, high).AsInt32().Store(pairs);
                Avx512BW.UnpackHigh(low, high).AsInt32().Store(pairs + blockStride);
                pairs += RowBlock.Rows;
            }
        }
    }

    /// <summary>The code or the one below it, in the upper eight bits.</summary>
    /// <param name="segments">From <see cref="SegmentTables.Segments"/>.</param>
    /// <param name="place">Segment in the upper six bits, place within it in the lower ten.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ushort> Line(ushort* segments, Vector512<ushort> place)
    {
        unchecked
        {
            Vector512<ushort> segment = place >>> SegmentTables.PlaceBits;
            Vector512<ushort> slope = Avx512BW.PermuteVar32x16x2(Vector512.Load(segments), segment, Vector512.Load(segments + 32));
            Vector512<ushort> start = Avx512BW.PermuteVar32x16x2(Vector512.Load(segments + 64), segment, Vector512.Load(segments + 96));
            return start + Avx512BW.MultiplyHigh(place << (16 - SegmentTables.PlaceBits), slope);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Narrow(int* first, int* second, ushort* segments, int span, Vector128<short> left, int levels)
    {
        Vector512<ushort> z = Avx512BW.PackUnsignedSaturate(Clamped(first, span), Clamped(second, span));
        return Decide(segments, Line(segments, Avx512BW.ShiftLeftLogical(z.AsInt16(), left).AsUInt16()), z, levels);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Wide(int* first, int* second, ushort* segments, int span, Vector128<int> right, int levels)
    {
        Vector512<int> a = Clamped(first, span);
        Vector512<int> b = Clamped(second, span);
        Vector512<int> mask = Vector512.Create(0xFFFF);
        Vector512<ushort> place = Avx512BW.PackUnsignedSaturate(
            Avx512F.ShiftRightLogical(a, right), Avx512F.ShiftRightLogical(b, right));
        return Decide(segments, Line(segments, place), Avx512BW.PackUnsignedSaturate(a & mask, b & mask), levels);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Clamped(int* source, int span) =>
        Vector512.Min(Vector512.Max(Vector512.Load(source), Vector512<int>.Zero), Vector512.Create(span));

    // The threshold above, less 1 and less the accumulator, is negative where it is passed; both are known modulo 2^16, which suffices.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Decide(ushort* segments, Vector512<ushort> line, Vector512<ushort> z, int levels)
    {
        unchecked
        {
            Vector512<ushort> code = line >>> 8;
            return code + ((LookUp(segments + SegmentTables.ThresholdsAt, line, code, levels) - z) >>> 15);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> LookUp(ushort* table, Vector512<ushort> line, Vector512<ushort> code, int levels)
    {
        unchecked
        {
            if (levels <= 6)
            {
                return SixtyFour(table, code);
            }

            Vector512<ushort> odd = (line << 1).AsInt16().IsNegative();
            Vector512<ushort> below = Vector512.ConditionalSelect(odd, SixtyFour(table + 64, code), SixtyFour(table, code));
            if (levels == 7)
            {
                return below;
            }

            Vector512<ushort> above = Vector512.ConditionalSelect(odd, SixtyFour(table + 192, code), SixtyFour(table + 128, code));
            return Vector512.ConditionalSelect(line.AsInt16().IsNegative(), above, below);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> IsNegative(this Vector512<short> value) => Vector512.LessThan(value, Vector512<short>.Zero).AsUInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> SixtyFour(ushort* table, Vector512<ushort> code) =>
        Avx512BW.PermuteVar32x16x2(Vector512.Load(table), code, Vector512.Load(unchecked(table + 32)));
}
