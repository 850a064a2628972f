using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Testing;

namespace Edge.Inference.Tests;

public class ModelSummaryTests
{
    [Fact]
    public void Summary_OfAMixedNetwork_CountsByHand()
    {
        IntegerModel model = RandomModels.Create(
            new Random(2),
            new TensorFormat(784, 1, 1, TensorMap.Bipolar),
            new LayerShape(100, 1, 1, true, true),
            new LayerShape(20, 4, 8, false, false),
            new LayerShape(10, 1, 8, false, true));
        ModelSummary summary = new(model);
        Assert.Equal([100 * 13 * 8, 20 * 50, 10 * 8], summary.Layers.Select(layer => layer.WeightBytes));
        Assert.Equal([400, 4 * 255, 4 * 255 * 10], summary.Layers.Select(layer => layer.ThresholdBytes));
        Assert.Equal([78_400L, 0, 0], summary.Layers.Select(layer => layer.BinaryMultiplyAccumulates));
        Assert.Equal([0L, 2000, 200], summary.Layers.Select(layer => layer.IntegerMultiplyAccumulates));
        Assert.Equal((78_400, 2200), (summary.BinaryMultiplyAccumulates, summary.IntegerMultiplyAccumulates));
        Assert.Equal(98, summary.InputRowBytes);
        Assert.Equal((100 + (8 * 30) + (model.ProbabilityBits * 10) + 7) / 8, summary.OutputRowBytes);
        Assert.Equal(ModelContent.Size(model), summary.ContentBytes);
        Assert.Equal(new DeviceInference(model).HeapBytes(), summary.DeviceHeapBytes);
        Assert.Equal(64, summary.Identity.Length);
        Assert.Equal("xor-popcount", summary.Layers[0].DeviceKernelName);
    }
}
