using System.Numerics;

namespace Edge.Information.Exact;

/// <summary>
/// log2 of integers in fixed point, by integer arithmetic alone, so that it is the same on every machine.
/// A mantissa in [1, 2) is squared again and again; each time the square reaches 2 the next binary digit of the logarithm is 1.
/// </summary>
internal static class FixedPointLogarithm
{
    /// <summary>Binary digits after the point.</summary>
    public const int FractionBits = 58;

    /// <summary>log2(n) in units of 2^-58, at most 2 units too small.</summary>
    /// <param name="n">1 or more.</param>
    public static ulong Log2(ulong n)
    {
        var exponent = BitOperations.Log2(n);
        var mantissa = n << (63 - exponent);
        var result = (ulong)exponent;
        for (var digit = 0; digit < FractionBits; digit++)
        {
            var high = Math.BigMul(mantissa, mantissa, out var low);
            var one = high >> 63;
            result = (result << 1) | one;
            mantissa = one == 1 ? high : (high << 1) | (low >> 63);
        }

        return result;
    }

    /// <summary>n log2(n) in units of 2^-58; 0 for n = 0.</summary>
    /// <param name="n">0..2^62.</param>
    public static UInt128 Weighted(long n) => n < 2 ? UInt128.Zero : unchecked((UInt128)(ulong)n * Log2((ulong)n));
}
