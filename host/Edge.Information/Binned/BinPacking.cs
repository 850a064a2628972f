using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Edge.Information.Codes;

namespace Edge.Information.Binned;

/// <summary>From activations to packed keys of bins.</summary>
internal static class BinPacking
{
    // 2^52: added to a whole number below it, the number stands in the low bits of the sum.
    private const double Whole = 4503599627370496;

    /// <summary>Adds the bins of some columns to the keys of a layer.</summary>
    /// <param name="layer">Activations.</param>
    /// <param name="first">First column.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="edges">Their bins.</param>
    /// <param name="shape">Shape of the keys.</param>
    /// <param name="words">The keys, 0 where these columns stand.</param>
    /// <exception cref="ArgumentException">A value is NaN; its row and neuron are named.</exception>
    public static void Pack(FloatMatrix layer, int first, int columns, BinEdges edges, PackedCodes shape, ulong[] words)
    {
        for (var column = first; column < first + columns; column++)
        {
            var values = layer.Column(column);
            var bit = column * shape.Bits;
            var row = edges.IsUniform ? PackUniform(values, edges, bit, shape.Bits, shape.WordsPerRow, words) : 0;
            for (; row < values.Length; row++)
            {
                if (float.IsNaN(values[row]))
                {
                    throw new ArgumentException($"Row {row}, neuron {column} is NaN; NaN has no bin.");
                }

                Add((ulong)edges.BinOf(values[row]), bit, shape.Bits, words.AsSpan(row * shape.WordsPerRow, shape.WordsPerRow));
            }
        }
    }

    // Eight rows at a time; stops before eight rows of which one is NaN.
    private static int PackUniform(ReadOnlySpan<float> values, BinEdges edges, int bit, int bits, int wordsPerRow, ulong[] words)
    {
        unchecked
        {
            var lower = Vector512.Create(edges.Lower);
            var perUnit = Vector512.Create(edges.PerUnit);
            var last = Vector512.Create((double)edges.Bins - 1);
            var offset = bit & 63;
            var straddles = offset + bits > 64;
            ref var from = ref MemoryMarshal.GetReference(values);
            ref var to = ref words[bit >> 6];
            var row = 0;
            for (; row + 8 <= values.Length; row += 8)
            {
                var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)row));
                var x = Vector512.Create(low, high);
                if (!Vector512.EqualsAll(x, x))
                {
                    return row;
                }

                var bin = Vector512.Floor((x - lower) * perUnit);
                bin = Vector512.Min(Vector512.Max(bin, Vector512<double>.Zero), last);
                var code = (bin + Vector512.Create(Whole)).AsUInt64() & Vector512.Create((ulong)BinningSpec.MaximumBins - 1);
                Or(code << offset, ref Unsafe.Add(ref to, row * wordsPerRow), wordsPerRow);
                if (straddles)
                {
                    Or(code >> (64 - offset), ref Unsafe.Add(ref to, (row * wordsPerRow) + 1), wordsPerRow);
                }
            }

            return row;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Or(Vector512<ulong> codes, ref ulong to, int stride)
    {
        unchecked
        {
            if (stride == 1)
            {
                (Vector512.LoadUnsafe(ref to) | codes).StoreUnsafe(ref to);
                return;
            }

            Span<ulong> eight = stackalloc ulong[8];
            codes.CopyTo(eight);
            for (var i = 0; i < 8; i++)
            {
                Unsafe.Add(ref to, i * stride) |= eight[i];
            }
        }
    }

    private static void Add(ulong code, int bit, int bits, Span<ulong> row)
    {
        var offset = bit & 63;
        row[bit >> 6] |= code << offset;
        if (offset + bits > 64)
        {
            row[(bit >> 6) + 1] |= code >> (64 - offset);
        }
    }
}
