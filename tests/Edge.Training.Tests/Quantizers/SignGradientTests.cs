using System.Runtime.Intrinsics;
using Edge.Training.Quantizers;

namespace Edge.Training.Tests.Quantizers;

public class SignGradientTests
{
    private static readonly float[] Places =
    [
        -1e30f, -3f, -1.5f, MathF.BitDecrement(-1f), -1f, MathF.BitIncrement(-1f), -0.75f, -0.25f, -1e-20f, -0f,
        0f, 1e-20f, 0.25f, 0.6f, MathF.BitDecrement(1f), 1f, MathF.BitIncrement(1f), 2f, 30f, 1e30f,
    ];

    [Fact]
    public void SteSign_OneOnTheClosedInterval()
    {
        foreach (float x in Places)
        {
            Assert.Equal(x is >= -1 and <= 1 ? 1f : 0f, default(SteSignGradient).At(Vector512.Create(x))[0]);
        }
    }

    [Fact]
    public void ApproxSign_TwoMinusTwiceTheMagnitude()
    {
        foreach (float x in Places)
        {
            Assert.Equal(x is >= -1 and <= 1 ? 2f - 2f * Math.Abs(x) : 0f, default(ApproxSignGradient).At(Vector512.Create(x))[0]);
        }
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(5f)]
    [InlineData(12.5f)]
    public void SwishSign_EquationFour(float beta)
    {
        var gradient = new SwishSignGradient(beta);
        for (float x = -6; x <= 6; x += 0.01f)
        {
            double y = (double)beta * x;
            double expected = beta * (2 - y * Math.Tanh(y / 2)) / (1 + Math.Cosh(y));
            Assert.Equal(expected, gradient.At(Vector512.Create(x))[0], beta * 2e-6);
        }
    }

    [Fact]
    public void SwishSign_DerivativeOfSignSwish()
    {
        // sign-swish(x) = 2 sigmoid(bx) (1 + bx (1 - sigmoid(bx))) - 1 (Darabi et al. 2018).
        const double Beta = 5;
        static double SignSwish(double x)
        {
            double sigmoid = 1 / (1 + Math.Exp(-Beta * x));
            return 2 * sigmoid * (1 + Beta * x * (1 - sigmoid)) - 1;
        }

        for (double x = -2; x <= 2; x += 0.05)
        {
            double difference = (SignSwish(x + 1e-5) - SignSwish(x - 1e-5)) / 2e-5;
            Assert.Equal(difference, new SwishSignGradient((float)Beta).At(Vector512.Create((float)x))[0], 1e-4);
        }
    }

    [Fact]
    public void SwishSign_FiniteFarAway()
    {
        foreach (float x in new[] { 1e30f, -1e30f, float.PositiveInfinity, float.NegativeInfinity })
        {
            Assert.InRange(new SwishSignGradient(5).At(Vector512.Create(x))[0], -1e-20f, 1e-20f);
        }
    }

    [Fact]
    public void Sign_ZeroFollowsTheRule()
    {
        foreach (float zero in new[] { 0f, -0f })
        {
            Assert.Equal(1f, SignQuantizer.Sign(Vector512.Create(zero), zeroIsPositive: true)[0]);
            Assert.Equal(-1f, SignQuantizer.Sign(Vector512.Create(zero), zeroIsPositive: false)[0]);
        }

        foreach (bool rule in new[] { true, false })
        {
            Assert.Equal(1f, SignQuantizer.Sign(Vector512.Create(float.Epsilon), rule)[0]);
            Assert.Equal(-1f, SignQuantizer.Sign(Vector512.Create(-float.Epsilon), rule)[0]);
            Assert.Equal(-1f, SignQuantizer.Sign(Vector512.Create(float.NaN), rule)[0]);
        }
    }
}
