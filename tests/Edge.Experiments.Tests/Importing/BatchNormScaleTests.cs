using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Experiments.Data;
using Edge.Experiments.Importing;
using Edge.Experiments.Settings;
using Edge.Training.Freezing;
using Edge.Training.Networks;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Experiments.Tests.Importing;

/// <summary>Batch normalization with bias and learned scale, as other frameworks have it, against its formula in double.</summary>
public sealed class BatchNormScaleTests : IDisposable
{
    private const int Inputs = 5;
    private const int Neurons = 4;
    private const int Rows = 1 << Inputs;
    private const float Range = 3;
    private const int ReluTop = 15;

    private readonly string folder = Directory.CreateTempSubdirectory("edge-import-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1, Activation.Sign, SignOfZero.PlusOne)]
    [InlineData(1, Activation.Sign, SignOfZero.MinusOne)]
    [InlineData(8, Activation.Sign, SignOfZero.PlusOne)]
    [InlineData(1, Activation.Relu, SignOfZero.PlusOne)]
    [InlineData(8, Activation.Relu, SignOfZero.MinusOne)]
    public void ImportedCodes_AreThoseOfTheFormula(int weightBits, Activation activation, SignOfZero signOfZero)
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(50).WithReplay(11, 12345);
        Check.One(config, Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            ExperimentPlan plan = Plan(weightBits, activation, signOfZero);
            Values values = new(new Random(seed), weightBits);
            string path = Path.Combine(folder, $"{Guid.NewGuid()}.npz");
            values.Write(path, activation);
            IntegerModel model = Freezer.Freeze(ImportedNetwork.Read(path, plan, 0).Parameters).Model;
            for (int row = 0; row < Rows; row++)
            {
                for (int n = 0; n < Neurons; n++)
                {
                    DenseLayer layer = model.Layers[0];
                    int z = ReferenceInference.Accumulate(layer, plan.Data.Row(row).ToArray(), n);
                    int code = ReferenceInference.CountThresholds(layer.Thresholds[layer.PerNeuronThresholds ? n : 0], z);
                    double y = values.Normalized(plan.Data.Row(row), n, signOfZero == SignOfZero.PlusOne);
                    double steps = activation == Activation.Sign ? y : y * ReluTop / Range + 0.5;
                    if (Math.Abs(steps - Math.Round(steps)) > 1e-3)
                    {
                        int expected = activation == Activation.Sign ? (y > 0 ? 1 : 0) : (int)Math.Clamp(Math.Floor(steps), 0, ReluTop);
                        Assert.Equal(expected, code);
                    }
                }
            }
        }));
    }

    [Theory]
    [InlineData(0, "dense1.bn.scale[0]: 0 makes the neuron a constant")]
    [InlineData(1e-30f, "dense1.bn.scale[0]: 1E-30 can't be taken up")]
    [InlineData(1e4f, "dense1.bn.scale[0]: 10000 can't be taken up")]
    public void ScaleThatCannotBeExpressed_IsNamed(float scale, string message)
    {
        ExperimentPlan plan = Plan(8, Activation.Relu, SignOfZero.PlusOne);
        Values values = new(new Random(1), 8);
        values.Scales[0] = scale;
        values.Variances[0] = 1;
        string path = Path.Combine(folder, "w.npz");
        values.Write(path, Activation.Relu);
        ImportException refused = Assert.Throws<ImportException>(() => ImportedNetwork.Read(path, plan, 0));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    private static ExperimentPlan Plan(int weightBits, Activation activation, SignOfZero signOfZero)
    {
        byte[] codes = [.. from row in Enumerable.Range(0, Rows) from i in Enumerable.Range(0, Inputs) select (byte)((row >> i) & 1)];
        DataSet data = new(
            "bits",
            new InputTensor(Inputs, 1, 1, 0, 1.0),
            codes,
            [.. Enumerable.Range(0, Rows).Select(row => row & 1)],
            ["0", "1"],
            [.. Enumerable.Range(0, Inputs).Select(i => $"x{i}")]);
        NetworkSpec network = new()
        {
            Name = "small",
            Input = new InputSpec { Width = Inputs, Bits = 1 },
            Hidden =
            [
                new HiddenLayerSpec
                {
                    Neurons = Neurons,
                    WeightBits = weightBits,
                    Activation = activation,
                    ActivationBits = activation == Activation.Sign ? 1 : 4,
                    BatchNorm = new BatchNormSpec { Epsilon = 1e-5 },
                },
            ],
            Output = new OutputLayerSpec { Classes = 2, WeightBits = 8 },
            SignOfZero = signOfZero,
        };
        TrainingSpec training = new() { Adam = AdamSpec.PyTorch(0.001), BatchSize = 1, Epochs = 0, Seed = 1 };
        return ExperimentPlan.Of(new ExperimentSettings { Data = data.Name, Network = network, Training = training }, data);
    }

    /// <summary>Random values of one layer; weights of 8 bits lie on codes and halfway between them, those of one bit may be 0.</summary>
    private sealed class Values
    {
        private readonly int weightBits;
        private readonly float[] weights;
        private readonly float[] biases;
        private readonly float[] means;
        private readonly float[] shifts;

        public Values(Random random, int weightBits)
        {
            this.weightBits = weightBits;
            weights = Fill(Neurons * Inputs, () => weightBits == 1 ? random.Next(-1, 2) : random.Next(-254, 255) * 0.5f);
            weights[^1] = weightBits == 1 ? 1 : -127;
            float size = weightBits == 1 ? 1 : 50;
            biases = Fill(Neurons, () => size * (random.NextSingle() - 0.5f));
            means = Fill(Neurons, () => size * (random.NextSingle() - 0.5f));
            Variances = Fill(Neurons, () => size * size * (0.1f + random.NextSingle()));
            shifts = Fill(Neurons, () => 2 * (random.NextSingle() - 0.5f));
            Scales = Fill(Neurons, () => (random.Next(2) == 0 ? -1 : 1) * (0.25f + 2 * random.NextSingle()));
        }

        public float[] Scales { get; }

        public float[] Variances { get; }

        /// <summary>scale (a - mean) / sqrt(var + epsilon) + shift, a = bias + sum of quantized weights times inputs.</summary>
        public double Normalized(ReadOnlySpan<byte> row, int neuron, bool zeroIsPositive)
        {
            double a = biases[neuron];
            for (int i = 0; i < Inputs; i++)
            {
                float w = weights[neuron * Inputs + i];
                double quantized = weightBits > 1 ? Math.Floor(w + 0.5) : w > 0 || (w == 0 && zeroIsPositive) ? 1 : -1;
                a += quantized * row[i];
            }

            return Scales[neuron] * (a - means[neuron]) / Math.Sqrt(Variances[neuron] + 1e-5) + shifts[neuron];
        }

        public void Write(string path, Activation activation)
        {
            FloatArrays arrays = new FloatArrays()
                .Add("dense1.weight", [Neurons, Inputs], weights)
                .Add("dense1.bias", [Neurons], biases)
                .Add("dense1.bn.mean", [Neurons], means)
                .Add("dense1.bn.var", [Neurons], Variances)
                .Add("dense1.bn.shift", [Neurons], shifts)
                .Add("dense1.bn.scale", [Neurons], Scales)
                .Add("logits.weight", [2, Neurons], new float[2 * Neurons])
                .Add("logits.bias", [2], 0, 0)
                .Add("logits.range", [1], 1);
            (activation == Activation.Relu ? arrays.Add("dense1.range", [], Range) : arrays).Write(path);
        }

        private static float[] Fill(int count, Func<float> value) => [.. Enumerable.Range(0, count).Select(_ => value())];
    }
}
