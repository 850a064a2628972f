using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Edge.Benching.References;
using Edge.Training;
using Edge.Training.Data;
using Edge.Training.Networks;

namespace Edge.Benchmarks;

/// <summary>
/// Time of one training step, with a plain scalar loop of the same work beside it. QAT: 12-10-7-5-4-3-2, tanh, 8 bits, batch 256; BNN:
/// 12-10-8-6-4-2-2, batch 64; 3276 rows, so that an epoch is 13 or 52 steps.
/// Run: dotnet run -c Release --project tests/Edge.Benchmarks -- --filter *TrainingStep*
/// </summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class TrainingStepBenchmarks
{
    private const int Rows = 3276;
    private const int QuantizedSteps = 13;
    private const int BinarySteps = 52;
    private static readonly int[] QuantizedWidths = [10, 7, 5, 4, 3];
    private static readonly int[] BinaryWidths = [10, 8, 6, 4, 2];
    private readonly LabeledRows rows = CountingRows();
    private Trainer quantized = null!;
    private Trainer binary = null!;
    private ScalarTrainer quantizedScalar = null!;
    private ScalarTrainer binaryScalar = null!;

    /// <summary>Draws the initial networks.</summary>
    [GlobalSetup]
    public void Setup()
    {
        quantized = new Trainer(Quantized(), Training(256), rows);
        binary = new Trainer(Binary(), Training(64), rows);
        quantizedScalar = new ScalarTrainer([12, .. QuantizedWidths, 2], isBinary: false, 256);
        binaryScalar = new ScalarTrainer([12, .. BinaryWidths, 2], isBinary: true, 64);
    }

    /// <summary>QAT by the trainer.</summary>
    [Benchmark(OperationsPerInvoke = QuantizedSteps)]
    [BenchmarkCategory("QAT")]
    public double QuantizedStep() => quantized.TrainEpoch(rows);

    /// <summary>QAT by scalar loops.</summary>
    [Benchmark(OperationsPerInvoke = QuantizedSteps, Baseline = true)]
    [BenchmarkCategory("QAT")]
    public double QuantizedStepScalar() => quantizedScalar.TrainEpoch(rows);

    /// <summary>BNN by the trainer.</summary>
    [Benchmark(OperationsPerInvoke = BinarySteps)]
    [BenchmarkCategory("BNN")]
    public double BinaryStep() => binary.TrainEpoch(rows);

    /// <summary>BNN by scalar loops.</summary>
    [Benchmark(OperationsPerInvoke = BinarySteps, Baseline = true)]
    [BenchmarkCategory("BNN")]
    public double BinaryStepScalar() => binaryScalar.TrainEpoch(rows);

    private static LabeledRows CountingRows()
    {
        var codes = new byte[Rows * 12];
        var labels = new int[Rows];
        for (int r = 0; r < Rows; r++)
        {
            for (int i = 0; i < 12; i++)
            {
                codes[r * 12 + i] = (byte)((r >> (11 - i)) & 1);
            }

            labels[r] = int.PopCount(r) >= 6 ? 1 : 0;
        }

        return new LabeledRows(12, 1, codes, labels);
    }

    private static TrainingSpec Training(int batch) => new() { Adam = AdamSpec.Keras(1e-4), BatchSize = batch, Epochs = 1, Seed = 1 };

    private static NetworkSpec Quantized() => new()
    {
        Name = "qat",
        Input = new InputSpec { Width = 12, Bits = 1 },
        Hidden = [.. QuantizedWidths.Select(n => new HiddenLayerSpec { Neurons = n, WeightBits = 8, Activation = Activation.Tanh, ActivationBits = 8 })],
        Output = new OutputLayerSpec { Classes = 2, WeightBits = 8 },
    };

    private static NetworkSpec Binary() => new()
    {
        Name = "bnn",
        Input = new InputSpec { Width = 12, Bits = 1 },
        Hidden = [.. BinaryWidths.Select(n => new HiddenLayerSpec
        {
            Neurons = n, WeightBits = 1, Activation = Activation.Sign, ActivationBits = 1, BatchNorm = new BatchNormSpec(),
        })],
        Output = new OutputLayerSpec { Classes = 2, WeightBits = 1, BatchNorm = new BatchNormSpec() },
    };
}
