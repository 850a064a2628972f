using System.Runtime.Intrinsics;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Tests.Quantizers;

public class UniformQuantizerTests
{
    [Theory]
    [InlineData(127, 1f, true)]
    [InlineData(1, 1f, true)]
    [InlineData(255, 1f, false)]
    [InlineData(15, 3.7f, false)]
    [InlineData(1, 0.3f, false)]
    public void Quantize_RoundsHalfUpWithinTheGrid(int steps, float range, bool symmetric)
    {
        var quantizer = new UniformQuantizer(steps, range, symmetric);
        int least = symmetric ? -steps : 0;
        var random = new RandomSource(3);
        for (int i = 0; i < 5000; i++)
        {
            float h = (float)(random.NextDouble() * 4 - 2) * range;
            float code = quantizer.Quantize(Vector512.Create(h), out Vector512<float> gradient)[0];
            double exact = h * (double)steps / range + 0.5;
            Assert.InRange(code, least, steps);
            Assert.Equal(MathF.Floor(code), code);
            if (Math.Abs(exact - Math.Round(exact)) > 1e-4)
            {
                Assert.Equal(Math.Clamp(Math.Floor(exact), least, steps), code);
            }

            if (Math.Abs(Math.Abs(h) / range - 1) > 1e-6)
            {
                Assert.Equal(h >= least * (double)range / steps && h <= range ? 1f : 0f, gradient[0]);
            }
        }
    }

    [Fact]
    public void Quantize_BoundariesOfExactRangesAreMet()
    {
        // Half of 255 steps: sigmoid(0) must be code 128, as the integer threshold has it.
        Assert.Equal(128f, new UniformQuantizer(255, 1, false).Quantize(Vector512.Create(0.5f), out _)[0]);
        Assert.Equal(1f, new UniformQuantizer(1, 1, false).Quantize(Vector512.Create(0.5f), out _)[0]);
        Assert.Equal(0f, new UniformQuantizer(127, 1, true).Quantize(Vector512<float>.Zero, out _)[0]);
    }

    [Fact]
    public void Quantize_GradientAtTheEnds()
    {
        var quantizer = new UniformQuantizer(127, 1, true);
        quantizer.Quantize(Vector512.Create(-1f), out Vector512<float> low);
        quantizer.Quantize(Vector512.Create(1f), out Vector512<float> high);
        quantizer.Quantize(Vector512.Create(1.001f), out Vector512<float> beyond);
        Assert.Equal((1f, 1f, 0f), (low[0], high[0], beyond[0]));
    }

    [Fact]
    public void Quantize_ZeroRangeHasScaleOne()
    {
        Assert.Equal(2f, new UniformQuantizer(15, 0, false).Quantize(Vector512.Create(2.2f), out _)[0]);
        Assert.Equal(1f, QuantizerRange.Scale(0, 15));
        Assert.Equal(1f, QuantizerRange.Scale(float.NaN, 15));
        Assert.Equal(1e15f / 15, QuantizerRange.Scale(float.PositiveInfinity, 15));
    }

    [Fact]
    public void Quantize_NotANumberIsTheLeastCode()
    {
        Assert.Equal(-7f, new UniformQuantizer(7, 1, true).Quantize(Vector512.Create(float.NaN), out Vector512<float> gradient)[0]);
        Assert.Equal(0f, gradient[0]);
    }
}
