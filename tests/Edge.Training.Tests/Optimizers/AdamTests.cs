using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Optimizers;

namespace Edge.Training.Tests.Optimizers;

public class AdamTests
{
    // Worked by hand for rate 0.1, beta1 0.5, beta2 0.75, epsilon 0.1, w0 = 1 and gradients 1, -2, 0.
    //   t   m        v        1-b1^t  1-b2^t    mHat      vHat
    //   1   0.5      0.25     0.5     0.25      1         1
    //   2  -0.75     1.1875   0.75    0.4375   -1         2.7142857143
    //   3  -0.375    0.890625 0.875   0.578125 -0.4285714 1.5405405405
    // Inside:  step = 0.1 mHat / (sqrt(vHat) + 0.1):  0.0909090909, -0.0572243138, -0.0319546808
    // Outside: step = 0.1 sqrt(1-b2^t)/(1-b1^t) m / (sqrt(v) + 0.1): 0.0833333333, -0.0555958709, -0.0312209571
    [Theory]
    [InlineData(EpsilonPlacement.InsideBiasCorrection, 0.9090909091, 0.9663152229, 0.9982699036)]
    [InlineData(EpsilonPlacement.OutsideBiasCorrection, 0.9166666667, 0.9722625375, 1.0034834946)]
    public void Update_HandComputedSequence(EpsilonPlacement placement, double first, double second, double third)
    {
        var adam = new Adam(new AdamSpec { LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.75, Epsilon = 0.1, EpsilonPlacement = placement });
        AlignedBuffer values = Of(1);
        var moments = new AdamMoments(1);
        double[] powers = [1, 1];
        float[] gradients = [1, -2, 0];
        double[] expected = [first, second, third];
        for (int t = 0; t < 3; t++)
        {
            adam.BeginStep(powers);
            adam.Update(values, Of(gradients[t]), moments, clip: false);
            Assert.Equal(expected[t], values.Span[0], 2e-7);
        }

        Assert.Equal(-0.375f, moments.First.Span[0]);
        Assert.Equal(0.890625f, moments.Second.Span[0]);
    }

    [Fact]
    public void Update_FirstStepOfKerasDefaults()
    {
        // t = 1: m = 0.1 g, v = 0.001 g^2, so the step is rate * sqrt(0.001)/0.1 * 0.1 g / (sqrt(0.001) |g| + 1e-7).
        var adam = new Adam(AdamSpec.Keras(1e-4));
        AlignedBuffer values = Of(0);
        adam.BeginStep([1, 1]);
        adam.Update(values, Of(1e-6f), new AdamMoments(1), clip: false);
        double root = Math.Sqrt(0.001);
        Assert.Equal(-1e-4 * root * 1e-6 / (root * 1e-6 + 1e-7), values.Span[0], 1e-11);
    }

    [Fact]
    public void Update_ClipKeepsTheUnitInterval()
    {
        var adam = new Adam(AdamSpec.Keras(0.5));
        AlignedBuffer values = Of(0.9f, -0.9f, 0.1f);
        adam.BeginStep([1, 1]);
        adam.Update(values, Of(-1, 1, 1), new AdamMoments(3), clip: true);
        Assert.Equal(1f, values.Span[0]);
        Assert.Equal(-1f, values.Span[1]);
        Assert.InRange(values.Span[2], -0.41f, -0.39f);
    }

    private static AlignedBuffer Of(params float[] values)
    {
        var buffer = new AlignedBuffer(values.Length);
        values.CopyTo(buffer.Span);
        return buffer;
    }
}
