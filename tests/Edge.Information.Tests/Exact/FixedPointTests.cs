using System.Numerics;
using Edge.Information.Exact;

namespace Edge.Information.Tests.Exact;

public sealed class FixedPointTests
{
    [Fact]
    public void SlowLogarithm_OfThree_HasItsKnownDigits()
    {
        // log2(3) = 1.584962500721156181453738943947816508759814... (OEIS A020857)
        var digits = SlowLogarithm.Log2(3) * BigInteger.Pow(10, 34) >> SlowLogarithm.FractionBits;
        Assert.Equal("15849625007211561814537389439478165", digits.ToString());
    }

    [Fact]
    public void Log2_AnyInteger_IsAtMostTwoUnitsTooSmall()
    {
        var random = new Random(2);
        var numbers = Enumerable.Range(1, 3000).Select(n => (ulong)n)
            .Concat(Enumerable.Range(0, 1000).Select(_ => (ulong)random.NextInt64(1, long.MaxValue) >> random.Next(62)))
            .Where(n => n > 0)
            .Append(ulong.MaxValue);
        foreach (var n in numbers)
        {
            var exact = SlowLogarithm.Log2(n) >> (SlowLogarithm.FractionBits - FixedPointLogarithm.FractionBits);
            Assert.InRange((long)(exact - FixedPointLogarithm.Log2(n)), -1, 2);
        }
    }

    [Fact]
    public void Log2_PowersOfTwo_AreExact()
    {
        for (var exponent = 0; exponent < 64; exponent++)
        {
            Assert.Equal((ulong)exponent << FixedPointLogarithm.FractionBits, FixedPointLogarithm.Log2(1UL << exponent));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(958)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(CountTable.TotalLimit - 1)]
    public void CountTable_HoldsEachCountTimesItsLogarithm(int total)
    {
        var table = CountTable.For(total);
        var shift = SlowLogarithm.FractionBits - table.FractionBits;
        foreach (var n in new[] { 1, 2, 3, 5, total / 3, total - 1, total }.Where(n => n > 0 && n <= total))
        {
            var exact = (n * SlowLogarithm.Log2(n)) >> shift;
            Assert.InRange((long)(table.Weighted[n] - exact), -1, 1);
            Assert.Equal(table.Weighted[n], table.Weighted[n - 1] + table.Steps[n - 1]);
        }

        Assert.Equal(0UL, table.Weighted[0]);
        Assert.InRange(table.FractionBits, 41, 56);
    }

    [Fact]
    public void CountTable_FractionBits_AreTheDocumentedOnes()
    {
        Assert.Equal(46, CountTable.For(4096).FractionBits);
        Assert.Same(CountTable.For(4096), CountTable.For(8191));
        Assert.Equal(41, CountTable.For(CountTable.TotalLimit - 1).FractionBits);
    }

    [Fact]
    public void DyadicScale_WeightsWithACommonUnit_BecomeIntegers()
    {
        Assert.Equal([3, 0, 1, 8], DyadicScale.ToIntegers([0.75, 0, 0.25, 2])!);
        Assert.Equal([1, 1], DyadicScale.ToIntegers([double.Epsilon, double.Epsilon])!);
        Assert.Equal([(1L << 53) - 1, 1L << 52], DyadicScale.ToIntegers([double.MaxValue, Math.Pow(2, 1023)])!);
        Assert.Equal([1L << 61, 1], DyadicScale.ToIntegers([1, Math.Pow(2, -61)])!);
        Assert.Null(DyadicScale.ToIntegers([1, Math.Pow(2, -62)]));
        Assert.Null(DyadicScale.ToIntegers([double.MaxValue, double.Epsilon]));
    }
}
