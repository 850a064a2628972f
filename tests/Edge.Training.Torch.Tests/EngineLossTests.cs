using Edge.Benching;
using Edge.Training.Data;
using Edge.Training.Engines;
using Edge.Training.Networks;
using Edge.Training.Tests.Support;
using Edge.Training.Torch.Tests.Support;
using Xunit.Abstractions;

namespace Edge.Training.Torch.Tests;

/// <summary>
/// The same initial weights, rows and optimizer give the losses of the fused trainer, step by step, over the first 200 steps. What is left is
/// the rounding of floats, below 1e-6 of a loss, until it puts an activation or a weight on the other side of the boundary of two codes:
/// then networks of many codes go slightly different ways.
/// </summary>
public class EngineLossTests(ITestOutputHelper output)
{
    private const int Steps = 200;
    private const int Seeds = 5;
    private const double OfRounding = 1e-5;
    private const double OfCodes = 2e-2;

    [SkippableTheory]
    [InlineData(TorchDevice.Cpu, SignGradient.SteSign)]
    [InlineData(TorchDevice.Cpu, SignGradient.ApproxSign)]
    [InlineData(TorchDevice.Cpu, SignGradient.SwishSign)]
    [InlineData(TorchDevice.Cuda, SignGradient.SteSign)]
    [InlineData(TorchDevice.Cuda, SignGradient.ApproxSign)]
    [InlineData(TorchDevice.Cuda, SignGradient.SwishSign)]
    public void Losses_OfBinaryNetworks_AreTheFusedTrainers(TorchDevice device, SignGradient gradient) =>
        Compare(device, TestNetworks.Binary(TestNetworks.SztInput, gradient), 64, OfRounding);

    [SkippableTheory]
    [InlineData(TorchDevice.Cpu, Activation.Tanh, 8)]
    [InlineData(TorchDevice.Cpu, Activation.Relu, 8)]
    [InlineData(TorchDevice.Cpu, Activation.Tanh, 4)]
    [InlineData(TorchDevice.Cpu, Activation.Relu, 4)]
    [InlineData(TorchDevice.Cuda, Activation.Tanh, 8)]
    [InlineData(TorchDevice.Cuda, Activation.Relu, 8)]
    public void Losses_OfQuantizedNetworks_AreTheFusedTrainers(TorchDevice device, Activation activation, int bits) =>
        Compare(device, TestNetworks.Quantized(TestNetworks.SztInput, activation, bits), 256, OfCodes);

    // Relu's values are sums of integers, many of them on the boundary of two codes from the first step on: both engines decide alike.
    [SkippableTheory]
    [InlineData(TorchDevice.Cpu, 8)]
    [InlineData(TorchDevice.Cpu, 4)]
    [InlineData(TorchDevice.Cuda, 8)]
    [InlineData(TorchDevice.Cuda, 4)]
    public void LossOfTheFirstStep_IsTheFusedTrainers(TorchDevice device, int bits)
    {
        ITrainingEngine engine = TorchForTests.Require(device);
        NetworkSpec spec = TestNetworks.Quantized(TestNetworks.SztInput, Activation.Relu, bits);
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Assert.True(Deviation(engine, spec, TestNetworks.Adam(1e-3, 256, seed), SztRows.All, 1) < 1e-6, $"seed {seed}");
        }
    }

    [SkippableFact]
    public void Losses_WithBop_AreTheFusedTrainers() => CompareOne(
        TestNetworks.Binary(TestNetworks.SztInput),
        TestNetworks.Adam(1e-3, 64, 9) with { Bop = new BopSpec { Threshold = 1e-6, Gamma = 1e-2 } },
        OfCodes);

    [SkippableFact]
    public void Losses_WithEpsilonInside_AreTheFusedTrainers() => CompareOne(
        TestNetworks.Quantized(TestNetworks.SztInput, Activation.Tanh),
        TestNetworks.Adam(1e-3, 256, 8) with { Adam = AdamSpec.PyTorch(1e-3) },
        OfCodes);

    // Every activation, one-bit and k-bit codes and weights, with and without batch normalization, three classes, inputs with a zero point.
    [SkippableFact]
    public void Losses_OfMixedNetworks_AreTheFusedTrainers()
    {
        ITrainingEngine engine = TorchForTests.Require();
        foreach (NetworkSpec spec in TestNetworks.Mixed())
        {
            double deviation = Deviation(engine, spec, TestNetworks.Adam(1e-3, 50, 3), MixedRows.All, 20);
            Assert.True(deviation < 1e-4, $"{spec.Name}: the losses differ by up to {deviation:E2}");
        }
    }

    private static double Deviation(ITrainingEngine engine, NetworkSpec spec, TrainingSpec training, LabeledRows rows, int steps)
    {
        using var fused = new EngineSteps(FusedEngine.Instance, spec, training, rows);
        using var torch = new EngineSteps(engine, spec, training, rows);
        return EngineSteps.Deviation(fused.Losses(steps), torch.Losses(steps));
    }

    private static void CompareOne(NetworkSpec spec, TrainingSpec training, double tolerance)
    {
        double deviation = Deviation(TorchForTests.Require(), spec, training, SztRows.All, Steps);
        Assert.True(deviation < tolerance, $"{spec.Name}: the losses differ by up to {deviation:E2}");
    }

    private void Compare(TorchDevice device, NetworkSpec spec, int batch, double tolerance)
    {
        ITrainingEngine engine = TorchForTests.Require(device);
        double[] deviations = [.. Enumerable.Range(1, Seeds)
            .Select(seed => Deviation(engine, spec, TestNetworks.Adam(1e-3, batch, (ulong)seed), SztRows.All, Steps))
            .Order()];
        output.WriteLine($"largest difference of a loss in {Steps} steps: median of {Seeds} seeds {deviations[Seeds / 2]:E1}, worst {deviations[^1]:E1}");
        Assert.True(deviations[^1] < tolerance, $"{spec.Name}: the losses differ by up to {deviations[^1]:E2}");
    }
}
