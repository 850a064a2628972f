using Edge.Training.Engines;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Optimizers;
using Edge.Training.Tests.Support;
using Edge.Training.Torch.Tests.Support;
using TorchSharp;

// Tensors are counted for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Edge.Training.Torch.Tests.Engine;

/// <summary>Compiled only with TorchSharp.</summary>
public class MemoryTests
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_LeavesNoTensors(bool binary)
    {
        ITrainingEngine engine = TorchForTests.Require();
        NetworkSpec spec = binary ? TestNetworks.Binary(TestNetworks.SztInput) : TestNetworks.Quantized(TestNetworks.SztInput, Activation.Relu);
        TrainingSpec training = TestNetworks.Adam(1e-3, 64, 1);
        NetworkParameters network = new Trainer(spec, training, SztRows.All).Parameters;
        using ITrainingStep step = engine.Begin(network, new OptimizerState(network), training);
        step.Load();
        int[] order = [.. Enumerable.Range(0, 64)];
        step.Run(SztRows.All, order);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = torch.Tensor.TotalCount;
        for (int s = 0; s < 50; s++)
        {
            step.Run(SztRows.All, order);
        }

        step.Store();
        Assert.Equal(before, torch.Tensor.TotalCount);
    }
}
