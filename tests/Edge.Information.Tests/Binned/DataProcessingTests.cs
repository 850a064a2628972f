using Edge.Information.Binned;

namespace Edge.Information.Tests.Binned;

public sealed class DataProcessingTests
{
    [Fact]
    public void Breaks_NamesLayersAndEpochs()
    {
        PlanePoint[] points =
        [
            Point(0, 5, 2, "dense2", 8, 0.5), Point(0, 5, 1, "dense1", 9, 0.4), Point(0, 5, 3, "softmax", 8.5, 0.6),
            Point(0, 7, 1, "dense1", 9, 0.9), Point(0, 7, 2, "dense2", 9, 0.9), Point(0, 7, 3, "softmax", 2, 0.95),
            Point(1, 7, 1, "dense1", 1, 0.1), Point(1, 7, 2, "dense2", 0.5, 0.05),
        ];
        var breaks = DataProcessing.Breaks(points);
        Assert.Equal(
            [
                (0, 5, "dense1", "dense2", PlaneQuantity.AboutLabel),
                (0, 5, "dense2", "softmax", PlaneQuantity.AboutInput),
                (0, 5, "dense2", "softmax", PlaneQuantity.AboutLabel),
                (0, 7, "dense2", "softmax", PlaneQuantity.AboutLabel),
            ],
            breaks.Select(b => (b.Run, b.Epoch, b.Earlier, b.Later, b.Quantity)));
        Assert.Equal(0.5, breaks[1].Excess);
        Assert.Equal([(0, 5, PlaneQuantity.AboutInput)], DataProcessing.Breaks(points, 0.2).Select(b => (b.Run, b.Epoch, b.Quantity)));
        var summary = DataProcessing.Summarize(breaks);
        Assert.Equal(new DataProcessingSummary("dense2", "softmax", PlaneQuantity.AboutLabel, 2, 1, 5, 7, 0.6 - 0.5), summary[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => DataProcessing.Breaks(points, -1));
    }

    [Fact]
    public void Breaks_NoneAcrossRunsEpochsDevicesAndRowSets()
    {
        PlanePoint[] points =
        [
            Point(0, 1, 2, "softmax", 1, 0.1), Point(1, 1, 1, "dense1", 5, 0.5),
            Point(1, 2, 1, "dense1", 9, 0.9), Point(1, 2, 1, "dense1", 10, 0.95) with { Device = "other" },
            Point(1, 2, 1, "dense1", 11, 0.97) with { Rows = "train" },
        ];
        Assert.Empty(DataProcessing.Breaks(points));
    }

    [Fact]
    public void Binning_OfReluWithGlobalBoundsBreaksIt()
    {
        // A first layer of small values falls into one bin, the next, larger ones, into many: information comes from nowhere.
        float[] small = [.. Enumerable.Range(0, 64).Select(i => i * 1e-3f)];
        float[] large = Array.ConvertAll(small, x => x * 100);
        var population = new Edge.Information.Exact.Population([.. Enumerable.Range(0, 64).Select(i => i % 2)]);
        var calculator = new BinnedCalculator(population, new BinningSpec { Bins = 30, Scope = BinScope.Global });
        var edges = BinEdges.Uniform(30, 0, 6.3);
        var first = calculator.Measure(new FloatMatrix(small, 64, 1, 64), edges);
        var second = calculator.Measure(new FloatMatrix(large, 64, 1, 64), edges);
        Assert.Equal(0, first.IXT);
        Assert.InRange(second.IXT, 4.8, Math.Log2(30));
    }

    private static PlanePoint Point(int run, int epoch, int layer, string name, double ixt, double ity) =>
        new(run, epoch, layer, name, "host", "all", 4096, 12, 1, ixt, ixt, ity, 100, false);
}
