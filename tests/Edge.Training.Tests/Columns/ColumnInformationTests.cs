using Edge.Information.Binned;
using Edge.Information.Codes;
using Edge.Information.Exact;
using Edge.Training.Columns;
using Edge.Training.Networks;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests.Columns;

/// <summary>Columns as the information of layers takes them.</summary>
public class ColumnInformationTests
{
    private static readonly Population All = new(SztRows.All.Labels);

    [Theory]
    [InlineData(Activation.Tanh, 8, false)]
    [InlineData(Activation.Tanh, 4, true)]
    [InlineData(Activation.Relu, 4, false)]
    [InlineData(Activation.Relu, 32, true)]
    public void Layers_AreAChain(Activation activation, int bits, bool batchNorm)
    {
        Trainer trainer = Trained(TestNetworks.Floats(activation, bits, batchNorm));
        var columns = new ColumnEvaluator(trainer.Parameters, SztRows.All, normalized: true);
        columns.Evaluate();
        PackedCodes[] codes = [.. columns.Layers.Select(layer => new PackedCodes(layer.Words, layer.Rows, layer.Width, layer.Bits))];
        var calculator = new InformationCalculator(All);
        LayerInformation[] each = [.. codes.Select(calculator.Measure)];
        var chain = new LayerInformation[codes.Length];
        calculator.MeasureChain(codes, chain);
        Assert.Equal(each, chain);
        for (int l = 1; l < each.Length; l++)
        {
            Assert.True(each[l].IXT <= each[l - 1].IXT && each[l].ITY <= each[l - 1].ITY + 1e-12);
        }
    }

    [Fact]
    public void Accumulators_TellAtLeastWhatTheSignTells()
    {
        Trainer trainer = Trained(TestNetworks.Binary(TestNetworks.SztInput));
        var columns = new AccumulatorEvaluator(trainer.Parameters, SztRows.All);
        columns.Evaluate();
        var calculator = new InformationCalculator(All);
        var signs = new BinnedCalculator(All, new BinningSpec { Bins = 2, Scope = BinScope.Fixed, Lower = -1, Upper = 1 });
        foreach (LayerColumns layer in columns.Layers)
        {
            LayerInformation sums = calculator.Measure(new PackedCodes(layer.Words, layer.Rows, layer.Width, layer.Bits));
            LayerInformation sign = signs.Measure(new FloatMatrix(layer.Values, layer.Rows, layer.Width, layer.Stride));
            Assert.True(sums.IXT >= sign.IXT && sums.ITY >= sign.ITY - 1e-12);

            // As many codes as the values themselves: normalization merges nothing.
            LayerInformation values = calculator.Measure(FloatColumns.ToCodes(RowMajor(layer), layer.Rows, layer.Width));
            Assert.Equal(values, sums);
        }
    }

    private static float[] RowMajor(LayerColumns layer) =>
        [.. Enumerable.Range(0, layer.Rows).SelectMany(row => Enumerable.Range(0, layer.Width).Select(n => layer.Column(n)[row]))];

    private static Trainer Trained(NetworkSpec network)
    {
        var trainer = new Trainer(network, TestNetworks.Adam(1e-3, 64, 3), SztRows.All);
        for (int epoch = 0; epoch < 10; epoch++)
        {
            trainer.TrainEpoch(SztRows.All);
        }

        return trainer;
    }
}
