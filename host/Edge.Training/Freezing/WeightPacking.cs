using Edge.Core.Models;

namespace Edge.Training.Freezing;

/// <summary>Integer weights, as the trainer's floats, into the arrays of the integer model.</summary>
internal static class WeightPacking
{
    /// <summary>-1 and +1 into bits, [neurons][ceil(inputs / 64)] words; bit 1 is +1, padding bits are 0.</summary>
    public static ulong[][] Binary(ReadOnlySpan<float> codes, int neurons, int inputs)
    {
        var rows = new ulong[neurons][];
        for (int n = 0; n < neurons; n++)
        {
            rows[n] = new ulong[DenseLayer.WordsPerRow(inputs)];
            for (int i = 0; i < inputs; i++)
            {
                rows[n][i >> 6] |= codes[n * inputs + i] > 0 ? 1UL << (i & 63) : 0;
            }
        }

        return rows;
    }

    /// <summary>Integers within +-127 into bytes, [neurons][inputs].</summary>
    public static sbyte[][] Bytes(ReadOnlySpan<float> codes, int neurons, int inputs)
    {
        var rows = new sbyte[neurons][];
        for (int n = 0; n < neurons; n++)
        {
            rows[n] = new sbyte[inputs];
            for (int i = 0; i < inputs; i++)
            {
                rows[n][i] = (sbyte)codes[n * inputs + i];
            }
        }

        return rows;
    }
}
