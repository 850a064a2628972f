using Edge.Core.Models;

namespace Edge.Training.Freezing;

/// <summary>Integer weights, as the trainer's floats, into the arrays of the integer model.</summary>
internal static class WeightPacking
{
    /// <summary>-1 and +1 into bits, [neurons][ceil(inputs / 64)] words; bit 1 is +1, padding bits are 0.</summary>
    public static void Binary(ReadOnlySpan<float> codes, int inputs, ulong[][] rows)
    {
        for (int n = 0; n < rows.Length; n++)
        {
            ReadOnlySpan<float> row = codes.Slice(n * inputs, inputs);
            Array.Clear(rows[n]);
            for (int i = 0; i < row.Length; i++)
            {
                rows[n][i >> 6] |= row[i] > 0 ? 1UL << (i & 63) : 0;
            }
        }
    }

    /// <summary>Integers within +-127 into bytes, [neurons][inputs].</summary>
    public static void Bytes(ReadOnlySpan<float> codes, int inputs, sbyte[][] rows)
    {
        for (int n = 0; n < rows.Length; n++)
        {
            ReadOnlySpan<float> row = codes.Slice(n * inputs, inputs);
            Span<sbyte> target = rows[n];
            for (int i = 0; i < row.Length; i++)
            {
                target[i] = unchecked((sbyte)(int)row[i]);
            }
        }
    }
}
