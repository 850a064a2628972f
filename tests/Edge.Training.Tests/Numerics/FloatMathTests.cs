using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Tests.Numerics;

public class FloatMathTests
{
    [Fact]
    public void Exp_WithinTwoUlp() => AssertUlp(FloatMath.Exp, ScalarMath.Exp, Math.Exp, -87, 88, 2);

    [Fact]
    public void Log_WithinTwoUlp() => AssertUlp(FloatMath.Log, ScalarMath.Log, Math.Log, 1e-3, 1e5, 2);

    [Fact]
    public void Tanh_WithinFiveUlp()
    {
        AssertUlp(FloatMath.Tanh, ScalarMath.Tanh, Math.Tanh, -12, 12, 5);
        AssertUlp(FloatMath.Tanh, ScalarMath.Tanh, Math.Tanh, -0.01, 0.01, 5);
    }

    [Fact]
    public void Sigmoid_WithinThreeUlp() => AssertUlp(FloatMath.Sigmoid, ScalarMath.Sigmoid, x => 1 / (1 + Math.Exp(-x)), -80, 80, 3);

    [Fact]
    public void Exp_BeyondItsRangeIsClamped()
    {
        Assert.InRange(FloatMath.Exp(Vector512.Create(-1000f))[0], 1e-38f, 2e-38f);
        Assert.InRange(FloatMath.Exp(Vector512.Create(1000f))[0], 2e38f, float.MaxValue);
        Assert.Equal(FloatMath.Exp(Vector512.Create(-1000f)), FloatMath.Exp(Vector512.Create(float.NaN)));
    }

    [Fact]
    public void Tanh_StaysWithinOneAndNearlyReachesIt()
    {
        for (float x = 7; x < 11; x += 1e-4f)
        {
            Assert.InRange(FloatMath.Tanh(Vector512.Create(x))[0], 0.99999f, 1f);
        }

        Assert.InRange(FloatMath.Tanh(Vector512.Create(float.PositiveInfinity))[0], MathF.BitDecrement(1f), 1f);
        Assert.InRange(FloatMath.Tanh(Vector512.Create(-1e30f))[0], -1f, MathF.BitIncrement(-1f));
    }

    [Fact]
    public void Sigmoid_HalfAtZero() => Assert.Equal(0.5f, FloatMath.Sigmoid(Vector512<float>.Zero)[3]);

    [Fact]
    public void FusedMultiplyAdd_RoundsOnce()
    {
        // (1 + 2^-12)^2 - (1 + 2^-11) is 2^-24; with a rounded product it would be 0.
        float a = 1 + MathF.Pow(2, -12);
        Vector512<float> value = Vector512.FusedMultiplyAdd(Vector512.Create(a), Vector512.Create(a), Vector512.Create(-(1 + MathF.Pow(2, -11))));
        Assert.Equal(Vector512.Create(MathF.Pow(2, -24)), value);
    }

    [Fact]
    public void LanesSum_FoldsHalves()
    {
        float[] lanes = [.. Enumerable.Range(0, 16).Select(i => MathF.Pow(-1.7f, i))];
        float[] expected = lanes;
        for (int half = 8; half >= 1; half /= 2)
        {
            expected = [.. Enumerable.Range(0, half).Select(i => expected[i] + expected[i + half])];
        }

        Assert.Equal(expected[0], Lanes.Sum(Vector512.Create(lanes)));
    }

    private static void AssertUlp(
        Func<Vector512<float>, Vector512<float>> vector, Func<float, float> scalar, Func<double, double> exact, double from, double to, double ulps)
    {
        var random = new RandomSource(11);
        for (int i = 0; i < 20_000; i++)
        {
            Vector512<float> x = Vector512.Create(Enumerable.Range(0, 16).Select(_ => (float)(from + (to - from) * random.NextDouble())).ToArray());
            Vector512<float> y = vector(x);
            for (int lane = 0; lane < 16; lane += 5)
            {
                double expected = exact(x[lane]);
                double ulp = Math.Max(MathF.BitIncrement((float)Math.Abs(expected)) - (float)Math.Abs(expected), 1e-45);
                Assert.True(Math.Abs(y[lane] - expected) <= ulps * ulp, $"at {x[lane]:R}: {y[lane]:R}, exact {expected:R}");
                Assert.Equal(BitConverter.SingleToInt32Bits(scalar(x[lane])), BitConverter.SingleToInt32Bits(y[lane]));
            }
        }
    }
}
