using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Training.Data;
using Edge.Training.Evaluation;
using Edge.Training.Freezing;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Training.Tests.Freezing;

public class FreezerTests
{
    private static readonly NetworkSpec[] Networks = [.. TestNetworks.Mixed()];

    [Fact]
    public void Freeze_TotalOnExtremeParameters() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(600).WithReplay(71, 73),
        Prop.ForAll(ArbMap.Default.ArbFor<uint>(), ArbMap.Default.ArbFor<ushort>(), (seed, which) =>
        {
            NetworkSpec spec = Networks[which % Networks.Length];
            spec = spec with { SignOfZero = seed % 2 == 0 ? SignOfZero.PlusOne : SignOfZero.MinusOne };
            NetworkParameters network = ExtremeParameters.Of(spec, seed);
            FrozenNetwork frozen = Freezer.Freeze(network);
            ModelCheck.Require(frozen.Model);
            LabeledRows rows = RandomRows(spec, 3, seed);
            new FloatEvaluator(network).Evaluate(rows);
            EvaluationComparison.Run(network, rows);
            Assert.Equal(network.Plans.Length + 2, frozen.Tensors.Count);
            Assert.All(frozen.Tensors, tensor => Assert.True(tensor.Scale > 0 && double.IsFinite(tensor.Scale)));
        }));

    [Fact]
    public void Freeze_AccumulatorsStayWithinInt32() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(5, 7),
        Prop.ForAll(ArbMap.Default.ArbFor<uint>(), ArbMap.Default.ArbFor<ushort>(), (seed, which) =>
        {
            NetworkSpec spec = Networks[which % Networks.Length];
            IntegerModel model = Freezer.Freeze(ExtremeParameters.Of(spec, seed)).Model;
            foreach (DenseLayer layer in model.Layers)
            {
                for (int n = 0; n < layer.Output.Width; n++)
                {
                    long most = Math.Abs((long)layer.Biases[n]);
                    for (int i = 0; i < layer.Input.Width; i++)
                    {
                        most += Math.Abs(layer.WeightAt(n, i)) * (layer.Input.Map == TensorMap.Bipolar ? 1 : layer.Input.TopCode);
                    }

                    Assert.InRange(most, 0, int.MaxValue);
                }
            }
        }));

    [Fact]
    public void Freeze_ContentSurvivesWritingAndReading()
    {
        foreach (NetworkSpec spec in Networks)
        {
            IntegerModel model = Freezer.Freeze(ExtremeParameters.Of(spec, 3)).Model;
            byte[] content = ModelContentWriter.Write(model);
            Assert.Equal(content, ModelContentWriter.Write(ModelContentReader.Read(content, 0, content.Length)));
        }
    }

    // Four bipolar inputs with weights +1 give z = -4, -2, 0, 2, 4, so a threshold on 2 is met exactly.
    [Theory]
    [InlineData(SignOfZero.PlusOne, 2f, 0f, 0f, 1)]
    [InlineData(SignOfZero.MinusOne, 2f, 0f, 0f, 0)]
    [InlineData(SignOfZero.PlusOne, 0f, -1f, 3f, 1)]
    [InlineData(SignOfZero.MinusOne, 0f, -1f, 3f, 0)]
    [InlineData(SignOfZero.PlusOne, 4f, 1f, 3f, 1)]
    [InlineData(SignOfZero.MinusOne, 4f, 1f, 3f, 0)]
    public void Freeze_BatchNormTieFollowsTheRule(SignOfZero rule, float mean, float shift, float variance, byte atTie)
    {
        NetworkParameters network = OneNeuron(rule, new BatchNormSpec { Epsilon = 1 });
        LayerParameters layer = network.Layers[0];
        layer.Weights.Span.Fill(0.3f);
        layer.RunningMeans.Span[0] = mean;
        layer.Offsets.Span[0] = shift;
        layer.RunningVariances.Span[0] = variance;
        AssertCodes(network, [0, 0, 0, atTie, 1]);
    }

    [Theory]
    [InlineData(SignOfZero.PlusOne, 1)]
    [InlineData(SignOfZero.MinusOne, 0)]
    public void Freeze_BiasTieFollowsTheRule(SignOfZero rule, byte atTie)
    {
        NetworkParameters network = OneNeuron(rule, null);
        network.Layers[0].Weights.Span.Fill(0.25f);
        network.Layers[0].Offsets.Span[0] = -0.5f;
        AssertCodes(network, [0, 0, 0, atTie, 1]);
    }

    [Theory]
    [InlineData(SignOfZero.PlusOne, 1)]
    [InlineData(SignOfZero.MinusOne, -1)]
    public void Freeze_ZeroLatentFollowsTheRule(SignOfZero rule, int weight)
    {
        DenseLayer layer = Freezer.Freeze(OneNeuron(rule, new BatchNormSpec())).Model.Layers[0];
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(weight, layer.WeightAt(0, i)));
    }

    [Fact]
    public void Freeze_FoldingEqualsTheComparisonItFolds() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(11, 13),
        Prop.ForAll(ArbMap.Default.ArbFor<uint>(), seed =>
        {
            var random = new RandomSource(seed);
            SignOfZero rule = random.NextBelow(2) == 0 ? SignOfZero.PlusOne : SignOfZero.MinusOne;
            NetworkParameters network = OneNeuron(rule, new BatchNormSpec { Epsilon = 1 });
            LayerParameters layer = network.Layers[0];
            layer.Weights.Span.Fill(1);
            // Small integers and quarters, so that ties are common.
            layer.RunningMeans.Span[0] = random.NextBelow(21) - 10 + random.NextBelow(2) * 0.25f;
            layer.RunningVariances.Span[0] = new[] { 0f, 3f, 8f, 2.6f }[random.NextBelow(4)];
            layer.Offsets.Span[0] = (random.NextBelow(17) - 8) * 0.5f;
            double sigma = Math.Sqrt(layer.RunningVariances.Span[0] + 1.0);
            byte[] expected = [.. new[] { -4, -2, 0, 2, 4 }.Select(z =>
            {
                double y = z - layer.RunningMeans.Span[0] + layer.Offsets.Span[0] * sigma;
                return (byte)(y > 0 || (y == 0 && rule == SignOfZero.PlusOne) ? 1 : 0);
            })];
            AssertCodes(network, expected);
        }));

    [Fact]
    public void Freeze_ZeroPointGoesIntoTheBias()
    {
        NetworkSpec spec = TestNetworks.Mixed(Activation.Tanh, 4, 8, false, SignGradient.SteSign);
        var network = new NetworkParameters(spec);
        network.Initialize(new RandomSource(2));
        IntegerModel model = Freezer.Freeze(network).Model;
        for (int n = 0; n < 5; n++)
        {
            int weights = Enumerable.Range(0, 6).Sum(i => model.Layers[0].WeightAt(n, i));
            Assert.Equal(-5 * weights, model.Layers[0].Biases[n]);
        }

        Assert.Equal(7, model.Layers[0].Output.TopCode / 2);
    }

    [Fact]
    public void Freeze_TanhThresholdsArePreimages()
    {
        NetworkSpec spec = TestNetworks.Mixed(Activation.Tanh, 4, 8, false, SignGradient.SteSign);
        var network = new NetworkParameters(spec);
        network.Initialize(new RandomSource(2));
        FrozenNetwork frozen = Freezer.Freeze(network);
        double s = frozen.Tensors[1].WeightScale!.Value * 0.125;
        int[] table = Assert.Single(frozen.Model.Layers[0].Thresholds);
        for (int j = 1; j <= 14; j++)
        {
            Assert.Equal((int)Math.Ceiling(Math.Atanh((j - 7.5) / 7) / s), table[j - 1]);
        }
    }

    [Fact]
    public void Freeze_PerNeuronTablesOnlyWhereBatchNormPrecedesSeveralThresholds()
    {
        foreach (NetworkSpec spec in Networks)
        {
            IntegerModel model = Freezer.Freeze(ExtremeParameters.Of(spec, 4)).Model;
            for (int l = 0; l < model.Layers.Length; l++)
            {
                bool batchNorm = l < spec.Hidden.Count ? spec.Hidden[l].BatchNorm is not null : spec.Output.BatchNorm is not null;
                Assert.Equal(batchNorm && model.Layers[l].Output.TopCode > 1, model.Layers[l].PerNeuronThresholds);
            }
        }
    }

    [Fact]
    public void SoftmaxTable_RoundedExponentials()
    {
        ushort[] table = Freezer.SoftmaxTable(0.03, 254);
        for (int d = 0; d <= 254; d++)
        {
            Assert.Equal((ushort)Math.Floor(65535 * Math.Exp(-0.03 * d) + 0.5), table[d]);
        }

        Assert.Equal([65535, 0, 0], Freezer.SoftmaxTable(1e13, 2).Select(e => (int)e));
        Assert.Equal([65535, 65535, 65535], Freezer.SoftmaxTable(1e-17, 2).Select(e => (int)e));
    }

    private static NetworkParameters OneNeuron(SignOfZero rule, BatchNormSpec? batchNorm) => new(new NetworkSpec
    {
        Name = "one neuron",
        Input = new InputSpec { Width = 4, Bits = 1, Map = InputMap.Bipolar },
        Hidden = [new HiddenLayerSpec { Neurons = 1, WeightBits = 1, Activation = Activation.Sign, ActivationBits = 1, BatchNorm = batchNorm }],
        Output = new OutputLayerSpec { Classes = 2, WeightBits = 1, BatchNorm = batchNorm },
        SignOfZero = rule,
    });

    // Codes of the neuron for 0, 1, 2, 3, 4 inputs at +1, in the integer model and, by the comparison, in float evaluation.
    private static void AssertCodes(NetworkParameters network, byte[] expected)
    {
        IntegerModel model = Freezer.Freeze(network).Model;
        byte[] inputs = [.. Enumerable.Range(0, 5).SelectMany(ones => Enumerable.Range(0, 4).Select(i => (byte)(i < ones ? 1 : 0)))];
        byte[][] codes = ReferenceInference.NewCodes(model);
        byte[] got = new byte[5];
        for (int r = 0; r < 5; r++)
        {
            ReferenceInference.Run(model, inputs[(4 * r)..(4 * r + 4)], codes, null);
            got[r] = codes[0][0];
        }

        Assert.Equal(expected, got);
        Assert.Equal(0, EvaluationComparison.Run(network, new LabeledRows(4, 1, inputs, new int[5]))[0].Disagreements);
    }

    private static LabeledRows RandomRows(NetworkSpec spec, int count, ulong seed)
    {
        var random = new RandomSource(seed);
        byte[] codes = [.. Enumerable.Range(0, count * spec.Input.Width).Select(_ => (byte)random.NextBelow(spec.Input.LargestCode() + 1))];
        return new LabeledRows(spec.Input.Width, spec.Input.Bits, codes, new int[count]);
    }
}
