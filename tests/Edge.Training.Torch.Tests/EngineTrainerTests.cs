using Edge.Core.Models;
using Edge.Training.Engines;
using Edge.Training.Evaluation;
using Edge.Training.Networks;
using Edge.Training.Optimizers;
using Edge.Training.Tests.Support;
using Edge.Training.Torch.Tests.Support;

namespace Edge.Training.Torch.Tests;

/// <summary>A trainer whose steps TorchSharp computes does all that a trainer does.</summary>
public class EngineTrainerTests
{
    private static readonly NetworkSpec Binary = TestNetworks.Binary(TestNetworks.SztInput);
    private static readonly NetworkSpec Quantized = TestNetworks.Quantized(TestNetworks.SztInput, Activation.Relu, 4);

    // 4096 rows in batches of 100: the last one of an epoch is smaller.
    private static readonly TrainingSpec Training = TestNetworks.Adam(1e-3, 100, 11);

    [SkippableFact]
    public void Freeze_GivesTheModelOfTheFusedTrainer()
    {
        ITrainingEngine engine = TorchForTests.Require();
        using var torch = new Trainer(Binary, Training, SztRows.All, engine);
        var fused = new Trainer(Binary, Training, SztRows.All);
        Assert.Equal(ModelContentWriter.Write(fused.Freeze().Model), ModelContentWriter.Write(torch.Freeze().Model));
        for (int epoch = 0; epoch < 3; epoch++)
        {
            Assert.Equal(fused.TrainEpoch(SztRows.All), torch.TrainEpoch(SztRows.All), 1e-4);
        }

        FloatEvaluation expected = fused.Evaluate(SztRows.All);
        FloatEvaluation actual = torch.Evaluate(SztRows.All);
        Assert.Equal(expected.Loss, actual.Loss, 1e-3);
        Assert.Equal(ModelContentWriter.Write(fused.Freeze().Model).Length, ModelContentWriter.Write(torch.Freeze().Model).Length);
        Assert.Equal(fused.Steps, torch.Steps);
    }

    [SkippableFact]
    public void Resume_GoesOnByteForByte()
    {
        ITrainingEngine engine = TorchForTests.Require();
        using var whole = new Trainer(Quantized, Training, SztRows.All, engine);
        whole.TrainEpoch(SztRows.All);
        using MemoryStream state = new();
        whole.Save(state);
        state.Position = 0;
        using Trainer resumed = Trainer.Resume(Quantized, Training, state, engine);
        whole.TrainEpoch(SztRows.All);
        resumed.TrainEpoch(SztRows.All);
        Assert.Equal(StateOf(whole), StateOf(resumed));
    }

    [SkippableFact]
    public void Gradients_ReachTheStatistics()
    {
        ITrainingEngine engine = TorchForTests.Require();
        NetworkSpec network = TestNetworks.Quantized(TestNetworks.SztInput, Activation.Tanh);
        using var torch = new Trainer(network, Training, SztRows.All, engine);
        var fused = new Trainer(network, Training, SztRows.All);
        var ofTorch = new GradientStatistics(torch.Parameters);
        var ofFused = new GradientStatistics(fused.Parameters);
        torch.TrainEpoch(SztRows.All, ofTorch);
        fused.TrainEpoch(SztRows.All, ofFused);
        for (int l = 0; l < ofFused.Layers; l++)
        {
            Assert.Equal(ofFused.Of(l).Batches, ofTorch.Of(l).Batches);
            Assert.Equal(1, ofTorch.Of(l).MeanNorm / ofFused.Of(l).MeanNorm, 1e-2);
            Assert.Equal(1, ofTorch.Of(l).DeviationNorm / ofFused.Of(l).DeviationNorm, 1e-2);
        }
    }

    [SkippableFact]
    public void Begin_RefusesFloatArithmetic()
    {
        ITrainingEngine engine = TorchForTests.Require();
        SpecException refusal = Assert.Throws<SpecException>(
            () => new Trainer(TestNetworks.Floats(Activation.Tanh), Training, SztRows.All, engine));
        Assert.Contains("--engine fused", refusal.Message);
    }

    private static byte[] StateOf(Trainer trainer)
    {
        using MemoryStream state = new();
        trainer.Save(state);
        return state.ToArray();
    }
}
