using Edge.Training.Networks;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests;

public class LearnedShiftTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Shift_MovesOnlyWhereItIsLearned(bool learned)
    {
        NetworkSpec network = TrainedStates.Networks.First(candidate => candidate.Hidden[0].BatchNorm is not null);
        NetworkSpec with = network with
        {
            Hidden = [.. network.Hidden.Select(layer => layer with { BatchNorm = layer.BatchNorm! with { LearnedShift = learned } })],
        };
        var trainer = new Trainer(with, TestNetworks.Adam(1e-3, 64, 1), SztRows.All);
        trainer.TrainEpoch(SztRows.All);
        bool zero = trainer.Parameters.Layers.Take(with.Hidden.Count).All(layer => layer.Offsets.Span.ToArray().All(shift => shift == 0));
        Assert.Equal(learned, !zero);
    }
}
