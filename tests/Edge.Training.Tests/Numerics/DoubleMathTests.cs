using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Tests.Numerics;

public class DoubleMathTests
{
    [Fact]
    public void Exp_WithinTwoUlp() => AssertUlp(DoubleMath.Exp, Math.Exp, -700, 700, 2);

    [Fact]
    public void Log_WithinTwoUlp() => AssertUlp(DoubleMath.Log, Math.Log, 1e-9, 1e9, 2);

    [Fact]
    public void Log_NearOneWithinTwoUlp() => AssertUlp(DoubleMath.Log, Math.Log, 0.9, 1.1, 2);

    [Fact]
    public void Atanh_InvertsTanh()
    {
        for (double x = -0.999; x < 1; x += 0.001)
        {
            Assert.Equal(x, Math.Tanh(DoubleMath.Atanh(x)), 14);
        }
    }

    [Fact]
    public void Exp_BeyondItsRange()
    {
        Assert.Equal(0, DoubleMath.Exp(-1e300));
        Assert.Equal(0, DoubleMath.Exp(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, DoubleMath.Exp(1000));
        Assert.Equal(1, DoubleMath.Exp(0));
    }

    [Fact]
    public void ExpOfEight_HasTheBitsOfExpOfOne()
    {
        var random = new RandomSource(5);
        double[] x = [0, -0.0, -708, -708.0000001, -1e300, double.NegativeInfinity, 1, 709, .. Enumerable.Range(0, 8000).Select(_ => 1400 * random.NextDouble() - 700)];
        for (int i = 0; i < x.Length; i += 8)
        {
            Vector512<double> powers = DoubleMath.Exp(Vector512.Create(x, i));
            for (int j = 0; j < 8; j++)
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(DoubleMath.Exp(x[i + j])), BitConverter.DoubleToInt64Bits(powers[j]));
            }
        }
    }

    private static void AssertUlp(Func<double, double> own, Func<double, double> exact, double from, double to, double ulps)
    {
        var random = new RandomSource(12);
        for (int i = 0; i < 100_000; i++)
        {
            double x = from + (to - from) * random.NextDouble();
            double expected = exact(x);
            Assert.True(Math.Abs(own(x) - expected) <= ulps * Math.BitIncrement(Math.Abs(expected)) - ulps * Math.Abs(expected), $"at {x:R}");
        }
    }
}
