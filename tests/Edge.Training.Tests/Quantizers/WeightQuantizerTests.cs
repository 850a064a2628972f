using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Tests.Quantizers;

public class WeightQuantizerTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void Quantize_SymmetricByTheLargest(int bits)
    {
        AlignedBuffer latents = Random(37, 1.3f);
        latents.Span[11] = -2.5f;
        float scale = WeightQuantizer.Quantize(latents, bits, false, SignOfZero.PlusOne, Codes(latents, out AlignedBuffer codes));
        int largest = (1 << (bits - 1)) - 1;
        Assert.Equal(2.5f / largest, scale);
        Assert.Equal(-largest, codes.Span[11]);
        for (int i = 0; i < latents.Length; i++)
        {
            Assert.InRange(codes.Span[i], -largest, largest);
            Assert.InRange(Math.Abs(codes.Span[i] * scale - latents.Span[i]), 0, scale * 0.50001f);
        }
    }

    [Fact]
    public void Quantize_OneBitMeanMagnitude()
    {
        AlignedBuffer latents = Random(20, 1);
        float scale = WeightQuantizer.Quantize(latents, 1, false, SignOfZero.PlusOne, Codes(latents, out AlignedBuffer codes));
        Assert.Equal(latents.Span.ToArray().Average(w => Math.Abs((double)w)), scale, 1e-6);
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(latents.Span[i] >= 0 ? 1f : -1f, codes.Span[i]));
    }

    [Theory]
    [InlineData(SignOfZero.PlusOne, 1f)]
    [InlineData(SignOfZero.MinusOne, -1f)]
    public void Quantize_OneBitZeroFollowsTheRule(SignOfZero rule, float expected)
    {
        var latents = new AlignedBuffer(5);
        float scale = WeightQuantizer.Quantize(latents, 1, true, rule, Codes(latents, out AlignedBuffer codes));
        Assert.Equal(1f, scale);
        Assert.All(codes.Span.ToArray(), code => Assert.Equal(expected, code));
    }

    [Fact]
    public void Quantize_ZeroRangeHasScaleOne()
    {
        var latents = new AlignedBuffer(5);
        Assert.Equal(1f, WeightQuantizer.Quantize(latents, 8, false, SignOfZero.PlusOne, Codes(latents, out AlignedBuffer codes)));
        Assert.Equal(1f, WeightQuantizer.Quantize(latents, 1, false, SignOfZero.PlusOne, codes));
    }

    [Fact]
    public void Quantize_NonFiniteLatentsAreDefined()
    {
        var latents = new AlignedBuffer(4);
        float[] values = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e15f];
        values.CopyTo(latents.Span);
        float scale = WeightQuantizer.Quantize(latents, 3, false, SignOfZero.PlusOne, Codes(latents, out AlignedBuffer codes));
        Assert.Equal(1e15f / 3, scale);
        Assert.Equal([0f, 3f, -3f, 3f], codes.Span.ToArray());
        WeightQuantizer.Quantize(latents, 1, false, SignOfZero.PlusOne, codes);
        Assert.Equal([-1f, 1f, -1f, 1f], codes.Span.ToArray());
    }

    [Fact]
    public void ApplySteSign_StopsOutsideTheUnitInterval()
    {
        var latents = new AlignedBuffer(4);
        var gradients = new AlignedBuffer(4);
        new[] { 1f, -1f, 1.0001f, -3f }.CopyTo(latents.Span);
        gradients.Span.Fill(0.5f);
        WeightQuantizer.ApplySteSign(latents, gradients);
        Assert.Equal([0.5f, 0.5f, 0f, 0f], gradients.Span.ToArray());
    }

    private static AlignedBuffer Random(int length, float range)
    {
        var buffer = new AlignedBuffer(length);
        var random = new RandomSource(4);
        foreach (ref float value in buffer.Span)
        {
            value = (float)(2 * random.NextDouble() - 1) * range;
        }

        return buffer;
    }

    private static AlignedBuffer Codes(AlignedBuffer latents, out AlignedBuffer codes) => codes = new AlignedBuffer(latents.Length);
}
