using System.Runtime.Intrinsics;
using Edge.Training.Activations;

namespace Edge.Training.Tests.Layers;

public class ActivationFunctionTests
{
    [Fact]
    public void Identity_ValueAndDerivative() => Check<IdentityFunction>(x => x);

    [Fact]
    public void Tanh_ValueAndDerivative() => Check<TanhFunction>(Math.Tanh);

    [Fact]
    public void Relu_ValueAndDerivative() => Check<ReluFunction>(x => Math.Max(x, 0));

    [Fact]
    public void HardTanh_ValueAndDerivative() => Check<HardTanhFunction>(x => Math.Clamp(x, -1, 1));

    [Fact]
    public void Softsign_ValueAndDerivative() => Check<SoftsignFunction>(x => x / (1 + Math.Abs(x)));

    [Fact]
    public void Sigmoid_ValueAndDerivative() => Check<SigmoidFunction>(x => 1 / (1 + Math.Exp(-x)));

    [Fact]
    public void SignSwish_ValueAndDerivative() => Check<SignSwishFunction>(x =>
    {
        double sigma = 1 / (1 + Math.Exp(-x));
        return 2 * sigma * (1 + x * (1 - sigma)) - 1;
    });

    [Fact]
    public void SignSwish_OddAndOneAtInfinity()
    {
        Vector512<float> x = Vector512.Create(0.37f);
        Assert.Equal(-SignSwishFunction.Value(x), SignSwishFunction.Value(-x));
        Assert.Equal(1f, SignSwishFunction.Value(Vector512.Create(float.PositiveInfinity))[0]);
        Assert.Equal(-1f, SignSwishFunction.Value(Vector512.Create(float.NegativeInfinity))[0]);
    }

    [Fact]
    public void Relu_DerivativeZeroAtZero()
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Assert.Equal(0f, ReluFunction.Derivative(zero, ReluFunction.Value(zero))[0]);
    }

    [Fact]
    public void HardTanh_DerivativeOneAtBothEnds()
    {
        foreach (float end in new[] { -1f, 1f })
        {
            Vector512<float> x = Vector512.Create(end);
            Assert.Equal(1f, HardTanhFunction.Derivative(x, HardTanhFunction.Value(x))[0]);
        }
    }

    private static void Check<T>(Func<double, double> exact)
        where T : IActivationFunction
    {
        const double Step = 1e-6;
        for (double place = -4.0005; place < 4; place += 0.01)
        {
            // Taken back from the float, so that the difference is centred where the derivative is asked for.
            float x = (float)place;
            Vector512<float> h = T.Value(Vector512.Create(x));
            Assert.Equal(exact(x), h[7], 1e-6);
            Assert.Equal((exact(x + Step) - exact(x - Step)) / (2 * Step), T.Derivative(Vector512.Create(x), h)[7], 1e-6);
        }
    }
}
