using BenchmarkDotNet.Attributes;
using Edge.Benching.References;
using Edge.Information.Codes;
using Edge.Information.Exact;

namespace Edge.Benchmarks;

/// <summary>
/// Exact entropies of six layers on 4096 rows: the reference that counts strings of codes in dictionaries, layer by layer, and as a chain.
/// Every call works on fresh codes (one of <see cref="Epochs"/> tables), as training does, so that no branch history is learnt.
/// </summary>
[MemoryDiagnoser]
public class EntropyBenchmarks
{
    private const int Rows = 4096;
    private const int LayerCount = 6;
    private const int Epochs = 64;

    private readonly PackedCodes[][] tables = new PackedCodes[Epochs][];
    private readonly LayerInformation[] results = new LayerInformation[LayerCount];
    private int[] labels = [];
    private InformationCalculator calculator = null!;
    private int epoch;

    /// <summary>Which network: 8-bit 12-10-7-5-4-3-2 late or early in training, or binary 12-10-8-6-4-2-2.</summary>
    [Params(NetworkKind.EightBitTanh, NetworkKind.EightBitRelu, NetworkKind.Binary)]
    public NetworkKind Network { get; set; }

    /// <summary>Draws the tables.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        labels = Enumerable.Range(0, Rows).Select(_ => random.Next(2)).ToArray();
        calculator = new InformationCalculator(new Population(labels));
        for (var i = 0; i < Epochs; i++)
        {
            tables[i] = SyntheticLayers.Draw(Network, Rows, random);
        }
    }

    /// <summary>The reference: two dictionaries per layer, floating-point logarithms.</summary>
    [Benchmark(Baseline = true)]
    public double Dictionaries()
    {
        var sum = 0.0;
        foreach (var layer in Next())
        {
            sum += DictionaryEntropy.OfCodesAndLabels(layer, labels);
        }

        return sum;
    }

    /// <summary>Each layer by itself.</summary>
    [Benchmark]
    public double Layers()
    {
        var sum = 0.0;
        foreach (var layer in Next())
        {
            sum += calculator.Measure(layer).ITY;
        }

        return sum;
    }

    /// <summary>All layers as a chain of functions.</summary>
    [Benchmark]
    public double Chain()
    {
        calculator.MeasureChain(Next(), results);
        return results[0].ITY;
    }

    private PackedCodes[] Next() => tables[epoch++ % Epochs];
}
