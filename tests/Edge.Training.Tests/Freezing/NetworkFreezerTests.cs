using Edge.Core.Models;
using Edge.Testing;
using Edge.Training.Data;
using Edge.Training.Freezing;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests.Freezing;

public class NetworkFreezerTests
{
    /// <summary>Whatever was frozen before, the model is the one that a fresh freezing gives.</summary>
    [Fact]
    public void Freeze_IntoTheSameModel_LeavesNothingOfTheValuesBefore()
    {
        foreach (NetworkSpec spec in TestNetworks.Mixed())
        {
            NetworkParameters network = ExtremeParameters.Of(spec, 0);
            NetworkFreezer freezer = new(network);
            for (ulong seed = 1; seed <= 12; seed++)
            {
                NetworkParameters next = ExtremeParameters.Of(spec, seed);
                Copy(next, network);
                freezer.Freeze();
                Assert.Equal(ModelContentWriter.Write(Freezer.Freeze(next).Model), ModelContentWriter.Write(freezer.Model));
            }
        }
    }

    [Theory]
    [InlineData(Activation.Tanh, false)]
    [InlineData(Activation.Relu, true)]
    public void Freeze_AfterEveryEpoch_AllocatesNothing(Activation activation, bool batchNorm)
    {
        LabeledRows rows = SztRows.All;
        Trainer trainer = new(TestNetworks.Quantized(TestNetworks.SztInput, activation, 8, batchNorm), TestNetworks.Adam(1e-3, 256, 5), rows);
        NetworkFreezer freezer = new(trainer.Parameters);
        trainer.TrainEpoch(rows);
        freezer.Freeze();
        Assert.Equal(0, Allocations.Of(() => freezer.Freeze()));
    }

    private static void Copy(NetworkParameters source, NetworkParameters target)
    {
        for (int l = 0; l < source.Layers.Length; l++)
        {
            source.Layers[l].Weights.Span.CopyTo(target.Layers[l].Weights.Span);
            source.Layers[l].Offsets.Span.CopyTo(target.Layers[l].Offsets.Span);
            source.Layers[l].RunningMeans.Span.CopyTo(target.Layers[l].RunningMeans.Span);
            source.Layers[l].RunningVariances.Span.CopyTo(target.Layers[l].RunningVariances.Span);
            target.Layers[l].Range = source.Layers[l].Range;
        }
    }
}
