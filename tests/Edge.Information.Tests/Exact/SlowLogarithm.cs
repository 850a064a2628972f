using System.Numerics;

namespace Edge.Information.Tests.Exact;

/// <summary>
/// log2 of integers to more than 30 decimal digits, by another way than the product's: ln m = 2 artanh((m - 1)/(m + 1)) as a power series in
/// fixed point of 140 binary digits, divided by ln 2.
/// </summary>
internal static class SlowLogarithm
{
    public const int FractionBits = 120;
    private const int GuardBits = 20;
    private const int WorkBits = FractionBits + GuardBits;

    private static readonly BigInteger LogarithmOfTwo = TwiceArtanh(BigInteger.One, 3);

    private static readonly Dictionary<BigInteger, BigInteger> Known = [];

    /// <summary>log2(n) in units of 2^-120, n of 1 or more.</summary>
    public static BigInteger Log2(BigInteger n)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(n, out var value))
            {
                var exponent = (int)n.GetBitLength() - 1;
                var power = BigInteger.One << exponent;
                var fraction = (TwiceArtanh(n - power, n + power) << WorkBits) / LogarithmOfTwo;
                value = ((BigInteger)exponent << FractionBits) + (fraction >> GuardBits);
                Known.Add(n, value);
            }

            return value;
        }
    }

    private static BigInteger TwiceArtanh(BigInteger numerator, BigInteger denominator)
    {
        var z = (numerator << WorkBits) / denominator;
        var square = (z * z) >> WorkBits;
        var sum = BigInteger.Zero;
        for (var k = 1; !z.IsZero; k += 2)
        {
            sum += z / k;
            z = (z * square) >> WorkBits;
        }

        return sum * 2;
    }
}
