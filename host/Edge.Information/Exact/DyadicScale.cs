using System.Numerics;

namespace Edge.Information.Exact;

/// <summary>
/// Every double is an integer times a power of two. Entropies do not change when all weights are multiplied by the same factor, so weights
/// whose common power of two leaves them small integers (multiplicities, halves, equal weights of any size) are counted exactly.
/// </summary>
internal static class DyadicScale
{
    /// <summary>Largest total of the integers.</summary>
    public const long MaximumTotal = 1L << 62;

    /// <summary>The weights divided by their greatest common power of two, or null where the total then exceeds 2^62.</summary>
    /// <param name="weights">Finite, not negative, not all zero.</param>
    public static long[]? ToIntegers(ReadOnlySpan<double> weights)
    {
        var unit = int.MaxValue;
        foreach (var weight in weights)
        {
            if (weight > 0)
            {
                unit = Math.Min(unit, Split(weight).Exponent);
            }
        }

        var integers = new long[weights.Length];
        var total = 0L;
        for (var row = 0; row < weights.Length; row++)
        {
            if (weights[row] == 0)
            {
                continue;
            }

            var (mantissa, exponent) = Split(weights[row]);
            var shift = exponent - unit;
            if (shift > 62 || mantissa > (MaximumTotal - total) >> shift)
            {
                return null;
            }

            integers[row] = mantissa << shift;
            total += integers[row];
        }

        return integers;
    }

    /// <summary>A positive double as an odd integer times a power of two.</summary>
    /// <param name="value">Finite, above zero.</param>
    public static (long Mantissa, int Exponent) Split(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var biased = (int)(bits >> 52) & 0x7FF;
        var mantissa = bits & ((1L << 52) - 1);
        mantissa = biased == 0 ? mantissa : mantissa | (1L << 52);
        var exponent = Math.Max(biased, 1) - 1075;
        var zeros = BitOperations.TrailingZeroCount(mantissa);
        return (mantissa >> zeros, exponent + zeros);
    }
}
