using Edge.Testing;
using Edge.Training.Columns;
using Edge.Training.Data;
using Edge.Training.Evaluation;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests.Columns;

public class ColumnEvaluatorTests
{
    private static readonly LabeledRows Some = SztRows.All.Subset(Enumerable.Range(0, 333).Select(r => r * 12).ToArray());

    public static TheoryData<Activation, int, bool> Kinds => new()
    {
        { Activation.Tanh, 32, false },
        { Activation.Tanh, 8, false },
        { Activation.Relu, 8, false },
        { Activation.Relu, 4, true },
        { Activation.HardTanh, 32, true },
        { Activation.SignSwish, 32, true },
        { Activation.Softsign, 3, false },
        { Activation.Sigmoid, 5, true },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Evaluate_IsTheNetworkByTheDefinitions(Activation activation, int bits, bool batchNorm)
    {
        NetworkSpec spec = TestNetworks.Floats(activation, bits, batchNorm);
        NetworkParameters network = Trained(spec).Parameters;
        var slow = new SlowFloatNetwork(network, Some, training: false);
        var columns = new ColumnEvaluator(network, Some, normalized: true);
        columns.Evaluate();
        Assert.Equal(slow.Loss(), columns.All().Loss, 1e-3);
        double[][] probabilities = slow.Probabilities();
        foreach (LayerColumns layer in columns.Layers)
        {
            int index = layer.Name == "softmax" ? 5 : int.Parse(layer.Name[^1..], System.Globalization.CultureInfo.InvariantCulture) - 1;
            double[][] expected = layer.Name == "softmax" ? probabilities
                : layer.Name.StartsWith("norm", StringComparison.Ordinal) ? slow.Normalized[index] : slow.Outputs[index];
            AssertNear(expected, layer);
            Assert.True(ColumnKeys.HasCleanPadding(layer));
        }

        Assert.Equal(batchNorm ? 12 : 6, columns.Layers.Count);
        Assert.Equal(columns.Predictions.ToArray(), probabilities.Select(row => row[1] > row[0] ? 1 : 0));
    }

    [Theory]
    [InlineData(Activation.Tanh, 32)]
    [InlineData(Activation.Relu, 8)]
    [InlineData(Activation.Tanh, 4)]
    public void Codes_AreOneToOneWithValues(Activation activation, int bits)
    {
        var columns = new ColumnEvaluator(Trained(TestNetworks.Floats(activation, bits)).Parameters, Some);
        columns.Evaluate();
        foreach (LayerColumns layer in columns.Layers.SkipLast(1))
        {
            var pairs = new HashSet<(float, uint)>();
            for (int row = 0; row < layer.Rows; row++)
            {
                for (int n = 0; n < layer.Width; n++)
                {
                    float value = layer.Column(n)[row];
                    uint code = ColumnKeys.CodeAt(layer, row, n);
                    pairs.Add((value + 0f, code));
                    Assert.True(bits == 32 ? code == BitConverter.SingleToUInt32Bits(value + 0f) : code < 1u << bits);
                }
            }

            Assert.Equal(pairs.Count, pairs.DistinctBy(pair => pair.Item1).Count());
            Assert.Equal(pairs.Count, pairs.DistinctBy(pair => pair.Item2).Count());
            if (bits < 32)
            {
                Assert.Contains(pairs, pair => pair.Item2 == 0);
                Assert.Contains(pairs, pair => pair.Item2 == (1u << bits) - 1);
            }
        }
    }

    [Theory]
    [InlineData(ProbabilityRange.Unit)]
    [InlineData(ProbabilityRange.Batch)]
    public void Probabilities_AreCodedBetweenTheirBounds(ProbabilityRange range)
    {
        NetworkSpec spec = TestNetworks.Floats(Activation.Tanh, 8, arithmetic: new FloatArithmeticSpec { ProbabilityRange = range });
        var columns = new ColumnEvaluator(new Trainer(spec, TestNetworks.Adam(1e-3, 64, 1), Some).Parameters, Some);
        columns.Evaluate();
        LayerColumns softmax = columns.Layers[^1];
        float[] all = [.. softmax.Column(0).ToArray(), .. softmax.Column(1).ToArray()];
        (double lower, double upper) = range == ProbabilityRange.Unit ? (0, 1) : (all.Min(), all.Max());
        for (int row = 0; row < softmax.Rows; row++)
        {
            double exact = (softmax.Column(1)[row] - lower) / (upper - lower) * 255;
            Assert.InRange(Math.Abs(ColumnKeys.CodeAt(softmax, row, 1) - exact), 0, 0.501);
        }
    }

    [Fact]
    public void Evaluate_ManyChunksOfRowsGiveTheSameValues()
    {
        NetworkParameters network = Trained(TestNetworks.Floats(Activation.Tanh, 8)).Parameters;
        var once = new ColumnEvaluator(network, SztRows.All);
        var thrice = new ColumnEvaluator(network, SztRows.All.Subset(Enumerable.Range(0, 10000).Select(r => r % 4096).ToArray()));
        once.Evaluate();
        thrice.Evaluate();
        for (int l = 0; l < once.Layers.Count; l++)
        {
            int words = once.Layers[l].WordsPerRow;
            Assert.Equal(once.Layers[l].Words, thrice.Layers[l].Words[..(4096 * words)]);
            Assert.Equal(once.Layers[l].Words, thrice.Layers[l].Words[(4096 * words)..(8192 * words)]);
            Assert.Equal(once.Layers[l].Column(0)[..1808].ToArray(), thrice.Layers[l].Column(0)[8192..].ToArray());
        }
    }

    [Fact]
    public void Evaluate_MovingBoundsOfTheNetworkNotOfTheRows()
    {
        FloatArithmeticSpec arithmetic = new() { ActivationRange = ActivationRange.Moving, NudgeZero = true };
        NetworkParameters network = Trained(TestNetworks.Floats(Activation.Relu, 8, weightBits: 8, arithmetic: arithmetic)).Parameters;
        var all = new ColumnEvaluator(network, SztRows.All);
        var some = new ColumnEvaluator(network, SztRows.All.Subset([17, 4000, 3]));
        all.Evaluate();
        some.Evaluate();
        for (int l = 0; l < 5; l++)
        {
            Assert.Equal(all.Layers[l].Column(1)[4000], some.Layers[l].Column(1)[1]);
            Assert.Equal(ColumnKeys.CodeAt(all.Layers[l], 3, 2), ColumnKeys.CodeAt(some.Layers[l], 2, 2));
        }
    }

    [Fact]
    public void Of_PartsMakeTheWhole()
    {
        Trainer trainer = Trained(TestNetworks.Floats(Activation.Tanh, 8));
        var columns = new ColumnEvaluator(trainer.Parameters, Some);
        columns.Evaluate();
        FloatEvaluation first = columns.Of(Enumerable.Range(0, 200).ToArray());
        FloatEvaluation rest = columns.Of(Enumerable.Range(200, 133).ToArray());
        FloatEvaluation all = columns.All();
        Assert.Equal(all.Correct, first.Correct + rest.Correct);
        Assert.Equal(all.Loss * 333, first.Loss * 200 + rest.Loss * 133, 1e-9);
        Assert.Equal(all, trainer.Evaluate(Some));
        Assert.InRange(all.Accuracy, 0.6, 1);
    }

    [Fact]
    public void Evaluate_AllocatesNothing()
    {
        var columns = new ColumnEvaluator(Trained(TestNetworks.Floats(Activation.Tanh, 8, batchNorm: true)).Parameters, SztRows.All, normalized: true);
        columns.Evaluate();
        Assert.Equal(0, Allocations.Of(columns.Evaluate));
    }

    [Theory]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Relu)]
    public void Evaluate_RefusesNaN(Activation activation)
    {
        NetworkParameters network = Trained(TestNetworks.Floats(activation)).Parameters;
        network.Layers[2].Weights.Span[0] = float.NaN;
        DivergedException refusal = Assert.Throws<DivergedException>(() => new ColumnEvaluator(network, Some).Evaluate());
        Assert.StartsWith("dense3: a value is NaN", refusal.Message);
    }

    [Fact]
    public void Constructor_RefusesIntegerArithmetic() =>
        Assert.Throws<SpecException>(() => new ColumnEvaluator(new NetworkParameters(TestNetworks.Binary(TestNetworks.SztInput)), Some));

    private static Trainer Trained(NetworkSpec spec)
    {
        var trainer = new Trainer(spec, TestNetworks.Adam(3e-3, 64, 2), Some);
        for (int epoch = 0; epoch < 20; epoch++)
        {
            trainer.TrainEpoch(Some);
        }

        return trainer;
    }

    // A value near a rounding boundary may fall to the next level in floats, and moves what follows by as much.
    private static void AssertNear(double[][] expected, LayerColumns layer)
    {
        int far = 0;
        for (int row = 0; row < layer.Rows; row++)
        {
            for (int n = 0; n < layer.Width; n++)
            {
                far += Math.Abs(expected[row][n] - layer.Column(n)[row]) < 2e-4 ? 0 : 1;
            }
        }

        Assert.InRange(far, 0, layer.Rows * layer.Width / 100);
    }
}
