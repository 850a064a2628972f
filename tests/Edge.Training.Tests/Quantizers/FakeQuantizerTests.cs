using System.Runtime.Intrinsics;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Tests.Quantizers;

public class FakeQuantizerTests
{
    [Theory]
    [InlineData(-0.83f, 0.91f, 8, false)]
    [InlineData(-0.83f, 0.91f, 8, true)]
    [InlineData(0.25f, 3.5f, 4, false)]
    [InlineData(0.25f, 3.5f, 4, true)]
    [InlineData(-7f, -0.5f, 1, false)]
    public void Code_IsTheNearestLevelWithinTheBounds(float lower, float upper, int bits, bool nudge)
    {
        var quantizer = new FakeQuantizer(lower, upper, bits, nudge);
        int steps = (1 << bits) - 1;
        double scale = ((double)upper - lower) / steps;
        double first = nudge ? -Math.Clamp(Math.Floor(-lower / scale + 0.5), 0, steps) * scale : lower;
        var random = new RandomSource(3);
        for (int i = 0; i < 1000; i++)
        {
            float h = (float)(lower - 0.5 + random.NextDouble() * (upper - lower + 1));
            double exact = Math.Clamp((h - first) / scale, 0, steps);
            float code = quantizer.Code(Vector512.Create(h))[5];
            Assert.InRange(Math.Abs(code - exact), 0, 0.5001);
            Assert.Equal(first + code * scale, quantizer.Value(Vector512.Create(code))[5], 1e-5);
            bool within = h >= first && h <= first + steps * scale;
            bool clear = Math.Abs(h - first) > 1e-5 && Math.Abs(h - first - steps * scale) > 1e-5;
            Assert.True(!clear || within == (quantizer.Within(Vector512.Create(h))[5] != 0));
        }
    }

    [Fact]
    public void Bounds_GetTheirOwnCodesAndPassTheGradient()
    {
        var random = new RandomSource(4);
        for (int i = 0; i < 1000; i++)
        {
            float lower = (float)random.NextNormal();
            float upper = lower + (float)random.NextDouble() + 1e-3f;
            var quantizer = new FakeQuantizer(lower, upper, 8, nudge: false);
            Assert.Equal(0f, quantizer.Code(Vector512.Create(lower))[0]);
            Assert.Equal(255f, quantizer.Code(Vector512.Create(upper))[0]);
            Assert.True(float.IsNaN(quantizer.Within(Vector512.Create(lower))[0]) && float.IsNaN(quantizer.Within(Vector512.Create(upper))[0]));
        }
    }

    [Fact]
    public void Nudged_ZeroIsALevelExactly()
    {
        var random = new RandomSource(5);
        for (int i = 0; i < 1000; i++)
        {
            var quantizer = new FakeQuantizer(-(float)random.NextDouble(), (float)random.NextDouble() + 1e-3f, 8, nudge: true);
            Assert.Equal(0f, quantizer.Value(quantizer.Code(Vector512<float>.Zero))[0]);
        }
    }

    [Fact]
    public void EmptyRange_OneLevel()
    {
        var quantizer = new FakeQuantizer(0.5f, 0.5f, 8, nudge: false);
        Assert.Equal(0f, quantizer.Code(Vector512.Create(0.5f))[0]);
        Assert.Equal(0.5f, quantizer.Value(Vector512<float>.Zero)[0]);
    }

    [Fact]
    public void UndefinedBoundsAndValues_StayDefined()
    {
        foreach (float bound in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            var quantizer = new FakeQuantizer(bound, -bound, 8, nudge: true);
            Assert.True(float.IsFinite(quantizer.Value(quantizer.Code(Vector512.Create(float.NaN)))[0]));
            Assert.InRange(quantizer.Code(Vector512.Create(float.PositiveInfinity))[0], 0, 255);
        }
    }

    [Fact]
    public void Weights_AtMost2PowKLevelsAroundZero()
    {
        var random = new RandomSource(6);
        var latents = new AlignedBuffer(200);
        foreach (ref float latent in latents.Span)
        {
            latent = (float)random.NextNormal() + 0.5f;
        }

        latents.Span[7] = 0;
        var values = new AlignedBuffer(200);
        FakeWeightQuantizer.Quantize(latents, 3, values);
        Assert.InRange(values.Span.ToArray().Distinct().Count(), 2, 8);
        Assert.Equal(0f, values.Span[7]);
        float[] all = latents.Span.ToArray();
        double scale = ((double)all.Max() - all.Min()) / 7;
        Assert.All(all.Zip(values.Span.ToArray()), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, scale * 1.001));
    }
}
