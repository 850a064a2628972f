using Edge.Testing;
using Edge.Training.Columns;
using Edge.Training.Data;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests.Columns;

public class AccumulatorEvaluatorTests
{
    [Theory]
    [InlineData(SignOfZero.PlusOne)]
    [InlineData(SignOfZero.MinusOne)]
    public void Evaluate_IsTheSumsAndTheirNormalization(SignOfZero zero)
    {
        LabeledRows rows = SztRows.All;
        Trainer trainer = Trained(TestNetworks.Binary(TestNetworks.SztInput, zero: zero), rows);
        var columns = new AccumulatorEvaluator(trainer.Parameters, rows);
        columns.Evaluate();
        Assert.Equal(["norm1", "norm2", "norm3", "norm4", "norm5", "norm6"], columns.Layers.Select(layer => layer.Name));
        Assert.Equal([5, 5, 5, 4, 4, 3], columns.Layers.Select(layer => layer.Bits));
        Assert.All(columns.Layers, layer => Assert.True(ColumnKeys.HasCleanPadding(layer)));
        for (int row = 0; row < rows.Count; row += 7)
        {
            int[] x = [.. Enumerable.Range(0, 12).Select(i => rows.CodeAt(row, i))];
            for (int l = 0; l < 6; l++)
            {
                x = Layer(trainer.Parameters, l, x, columns.Layers[l], row, zero);
            }
        }
    }

    [Fact]
    public void Evaluate_ZeroPointsAndSeveralCodes()
    {
        LabeledRows rows = TicTacToeRows.All;
        Trainer trainer = Trained(TestNetworks.Binary(TestNetworks.TicTacToeInput), rows);
        var columns = new AccumulatorEvaluator(trainer.Parameters, rows);
        columns.Evaluate();
        for (int row = 0; row < rows.Count; row++)
        {
            int[] x = [.. Enumerable.Range(0, 9).Select(i => rows.CodeAt(row, i) - 1)];
            Layer(trainer.Parameters, 0, x, columns.Layers[0], row, SignOfZero.PlusOne);
        }
    }

    [Fact]
    public void Evaluate_AllocatesNothing()
    {
        var columns = new AccumulatorEvaluator(Trained(TestNetworks.Binary(TestNetworks.SztInput), SztRows.All).Parameters, SztRows.All);
        columns.Evaluate();
        Assert.Equal(0, Allocations.Of(columns.Evaluate));
    }

    [Fact]
    public void Constructor_NamesWhatItCannotDo()
    {
        Assert.Contains("dense1: its activations have several thresholds", Refusal(TestNetworks.Quantized(TestNetworks.SztInput, Activation.Tanh)));
        Assert.Contains("no batch normalization", Refusal(TestNetworks.Mixed(Activation.Sign, 1, 1, false, SignGradient.SteSign)));
        Assert.Contains("float arithmetic", Refusal(TestNetworks.Floats(Activation.Tanh)));
    }

    private static string Refusal(NetworkSpec network)
    {
        var rows = new LabeledRows(network.Input.Width, network.Input.Bits, new byte[network.Input.Width], [0]);
        return Assert.Throws<SpecException>(() => new AccumulatorEvaluator(new NetworkParameters(network), rows)).Message;
    }

    private static int[] Layer(NetworkParameters network, int l, int[] x, LayerColumns columns, int row, SignOfZero zero)
    {
        LayerParameters layer = network.Layers[l];
        var outputs = new int[columns.Width];
        for (int n = 0; n < outputs.Length; n++)
        {
            int sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                float w = layer.Weights.Span[n * x.Length + i];
                sum += w > 0 || (w == 0 && zero == SignOfZero.PlusOne) ? x[i] : -x[i];
            }

            double deviation = Math.Sqrt(layer.RunningVariances.Span[n] + 1e-3);
            double value = (sum - layer.RunningMeans.Span[n]) / deviation + layer.Offsets.Span[n];
            Assert.Equal(sum + x.Length, (int)ColumnKeys.CodeAt(columns, row, n));
            Assert.Equal(value, columns.Column(n)[row], 1e-4);
            outputs[n] = value > 0 || (value == 0 && zero == SignOfZero.PlusOne) ? 1 : -1;
        }

        return outputs;
    }

    private static Trainer Trained(NetworkSpec network, LabeledRows rows)
    {
        var trainer = new Trainer(network, TestNetworks.Adam(1e-3, 64, 3), rows);
        for (int epoch = 0; epoch < 5; epoch++)
        {
            trainer.TrainEpoch(rows);
        }

        return trainer;
    }
}
