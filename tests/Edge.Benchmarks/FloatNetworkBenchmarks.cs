using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Edge.Information.Binned;
using Edge.Information.Codes;
using Edge.Information.Exact;
using Edge.Training;
using Edge.Training.Columns;
using Edge.Training.Data;
using Edge.Training.Networks;

namespace Edge.Benchmarks;

/// <summary>
/// Networks in float arithmetic, 12-10-7-5-4-3-2 with tanh, beside the 8-bit QAT network of the same shape: a training step at batch 256, and
/// what follows every epoch on all 4096 rows: columns, exact information, information in 30 bins.
/// Run: dotnet run -c Release --project tests/Edge.Benchmarks -- --filter *FloatNetwork*
/// </summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class FloatNetworkBenchmarks
{
    private const int Steps = 13;
    private static readonly int[] Widths = [10, 7, 5, 4, 3];
    private readonly LabeledRows all = CountingRows();
    private LabeledRows train = null!;
    private Trainer integers = null!;
    private Trainer quantized = null!;
    private Trainer floats = null!;
    private ColumnEvaluator columns = null!;
    private PackedCodes[] codes = null!;
    private InformationCalculator calculator = null!;
    private BinnedCalculator bins = null!;
    private LayerInformation[] results = null!;

    /// <summary>Draws the initial networks.</summary>
    [GlobalSetup]
    public void Setup()
    {
        train = all.Subset(Enumerable.Range(0, 3276).Select(r => r * 5 % 4096).ToArray());
        integers = Of(Network(8, 8, null));
        quantized = Of(Network(32, 8, new FloatArithmeticSpec()));
        floats = Of(Network(32, 32, new FloatArithmeticSpec()));
        columns = new ColumnEvaluator(quantized.Parameters, all);
        columns.Evaluate();
        codes = [.. columns.Layers.Select(layer => new PackedCodes(layer.Words, layer.Rows, layer.Width, layer.Bits))];
        results = new LayerInformation[codes.Length];
        var population = new Population(all.Labels);
        calculator = new InformationCalculator(population);
        bins = new BinnedCalculator(population, new BinningSpec { Bins = 30, Scope = BinScope.Fixed, Lower = -1, Upper = 1 });
    }

    /// <summary>A step in integers: weights and activations of 8 bits.</summary>
    [Benchmark(OperationsPerInvoke = Steps, Baseline = true)]
    [BenchmarkCategory("step")]
    public double QuantizedStep() => integers.TrainEpoch(train);

    /// <summary>A step with float weights and activations fake-quantized to 8 bits.</summary>
    [Benchmark(OperationsPerInvoke = Steps)]
    [BenchmarkCategory("step")]
    public double FakeQuantizedStep() => quantized.TrainEpoch(train);

    /// <summary>A step in floats.</summary>
    [Benchmark(OperationsPerInvoke = Steps)]
    [BenchmarkCategory("step")]
    public double FloatStep() => floats.TrainEpoch(train);

    /// <summary>All rows to columns of six layers.</summary>
    [Benchmark]
    [BenchmarkCategory("epoch")]
    public void Columns() => columns.Evaluate();

    /// <summary>Exact information of six layers.</summary>
    [Benchmark]
    [BenchmarkCategory("epoch")]
    public void ExactInformation() => calculator.MeasureChain(codes, results);

    /// <summary>Information of six layers in 30 bins.</summary>
    [Benchmark]
    [BenchmarkCategory("epoch")]
    public double BinnedInformation()
    {
        double sum = 0;
        foreach (LayerColumns layer in columns.Layers)
        {
            sum += bins.Measure(new FloatMatrix(layer.Values, layer.Rows, layer.Width, layer.Stride)).ITY;
        }

        return sum;
    }

    private Trainer Of(NetworkSpec network) =>
        new(network, new TrainingSpec { Adam = AdamSpec.PyTorch(1e-4), BatchSize = 256, Epochs = 1, Seed = 1 }, train);

    private static NetworkSpec Network(int weightBits, int activationBits, FloatArithmeticSpec? arithmetic) => new()
    {
        Name = "tanh",
        Input = new InputSpec { Width = 12, Bits = 1 },
        Hidden = [.. Widths.Select(n => new HiddenLayerSpec
        {
            Neurons = n, WeightBits = weightBits, Activation = Activation.Tanh, ActivationBits = activationBits,
        })],
        Output = new OutputLayerSpec { Classes = 2, WeightBits = weightBits, ProbabilityBits = activationBits },
        Initialization = WeightInitialization.TruncatedNormalByNeurons,
        FloatArithmetic = arithmetic,
    };

    private static LabeledRows CountingRows()
    {
        var codes = new byte[4096 * 12];
        var labels = new int[4096];
        for (int r = 0; r < 4096; r++)
        {
            for (int i = 0; i < 12; i++)
            {
                codes[r * 12 + i] = (byte)((r >> (11 - i)) & 1);
            }

            labels[r] = int.PopCount(r) >= 6 ? 1 : 0;
        }

        return new LabeledRows(12, 1, codes, labels);
    }
}
