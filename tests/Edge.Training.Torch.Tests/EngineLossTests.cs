using Edge.Training.Data;
using Edge.Training.Engines;
using Edge.Training.Networks;
using Edge.Training.Tests.Support;
using Edge.Training.Torch.Tests.Support;
using Xunit.Abstractions;

namespace Edge.Training.Torch.Tests;

/// <summary>
/// The same initial weights, rows and optimizer give the losses of the fused trainer, step by step, over the first 200 steps. What is left is
/// the rounding of floats (below 1e-6 of a loss), and now and then an activation that lies at the boundary of two codes (about 1e-5).
/// </summary>
public class EngineLossTests(ITestOutputHelper output)
{
    private const int Steps = 200;
    private const double Tolerance = 1e-4;

    [SkippableTheory]
    [InlineData(SignGradient.SteSign)]
    [InlineData(SignGradient.ApproxSign)]
    [InlineData(SignGradient.SwishSign)]
    public void Losses_OfBinaryNetworks_AreTheFusedTrainers(SignGradient gradient) =>
        Compare(TestNetworks.Binary(TestNetworks.SztInput, gradient), TestNetworks.Adam(1e-3, 64, 7), SztRows.All, Steps);

    [SkippableTheory]
    [InlineData(Activation.Tanh, 8)]
    [InlineData(Activation.Relu, 8)]
    [InlineData(Activation.Tanh, 4)]
    [InlineData(Activation.Relu, 4)]
    public void Losses_OfQuantizedNetworks_AreTheFusedTrainers(Activation activation, int bits) =>
        Compare(TestNetworks.Quantized(TestNetworks.SztInput, activation, bits), TestNetworks.Adam(1e-3, 256, 8), SztRows.All, Steps);

    [SkippableFact]
    public void Losses_WithBop_AreTheFusedTrainers() => Compare(
        TestNetworks.Binary(TestNetworks.SztInput),
        TestNetworks.Adam(1e-3, 64, 9) with { Bop = new BopSpec { Threshold = 1e-6, Gamma = 1e-2 } },
        SztRows.All,
        Steps);

    [SkippableFact]
    public void Losses_WithEpsilonInside_AreTheFusedTrainers() => Compare(
        TestNetworks.Quantized(TestNetworks.SztInput, Activation.Tanh),
        TestNetworks.Adam(1e-3, 256, 8) with { Adam = AdamSpec.PyTorch(1e-3) },
        SztRows.All,
        Steps);

    // Every activation, one-bit and k-bit codes and weights, with and without batch normalization, three classes, inputs with a zero point.
    [SkippableFact]
    public void Losses_OfMixedNetworks_AreTheFusedTrainers()
    {
        foreach (NetworkSpec spec in TestNetworks.Mixed())
        {
            Compare(spec, TestNetworks.Adam(1e-3, 50, 3), MixedRows.All, 20);
        }
    }

    private void Compare(NetworkSpec spec, TrainingSpec training, LabeledRows rows, int steps)
    {
        ITrainingEngine torch = TorchForTests.Require();
        StepLosses expected = StepLosses.Of(FusedEngine.Instance, spec, training, rows, steps);
        StepLosses actual = StepLosses.Of(torch, spec, training, rows, steps);
        double deviation = actual.Deviation(expected);
        output.WriteLine($"{spec.Name}: loss {expected.Losses[0]:F6} to {expected.Losses[^1]:F6}, largest deviation {deviation:E2}");
        Assert.True(deviation < Tolerance, $"{spec.Name}: the losses differ by up to {deviation:E2}");
    }
}
