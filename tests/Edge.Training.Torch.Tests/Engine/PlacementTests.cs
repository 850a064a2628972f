using System.Runtime.InteropServices;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Optimizers;
using Edge.Training.Tests.Support;
using Edge.Training.Torch.Engine;
using Edge.Training.Torch.Tests.Support;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Tests.Engine;

/// <summary>
/// Every tensor of a step lies on the step's device. The meta device, which knows shapes and no values, refuses tensors of other devices as a
/// CUDA device does, and needs none.
/// </summary>
public class PlacementTests
{
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_OnAnotherDevice_MixesInNothingOfTheProcessor(bool bop)
    {
        TorchForTests.Require();
        TrainingSpec training = TestNetworks.Adam(1e-3, 50, 3) with { Bop = bop ? new BopSpec { Threshold = 1e-6, Gamma = 1e-2 } : null };
        foreach (NetworkSpec spec in TestNetworks.Mixed().Where(spec => !bop || spec.Hidden.Any(layer => layer.WeightBits == 1)))
        {
            NetworkParameters network = new Trainer(spec, training, MixedRows.All).Parameters;
            using var step = new TorchTrainingStep(network, new OptimizerState(network), training, META);
            step.Load();
            using IDisposable scope = NewDisposeScope();
            Assert.Equal(TorchSharp.DeviceType.META, Advance(step, spec.Input.Width).device_type);
        }
    }

    private static Tensor Advance(TorchTrainingStep step, int width)
    {
        try
        {
            return step.Advance(zeros(50, width, device: META), zeros(50, ScalarType.Int64, device: META));
        }
        catch (ExternalException missing) when (missing.Message.Contains("from the 'Meta' backend", StringComparison.Ordinal))
        {
            Skip.If(true, "this libtorch is too old: " + missing.Message[..missing.Message.IndexOf("backend", StringComparison.Ordinal)] + "backend");
            throw;
        }
    }
}
