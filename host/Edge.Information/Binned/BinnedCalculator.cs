using System.Runtime.InteropServices;
using Edge.Information.Codes;
using Edge.Information.Exact;

namespace Edge.Information.Binned;

/// <summary>
/// I(X;T) and I(T;Y) of a layer's activations after binning: exact for the bins, an estimate for the activations, and dependent on the
/// bins. Layers are measured one by one: a binned layer is no function of the binned layer before, so information may rise from layer to
/// layer (<see cref="DataProcessing"/> says where). Workspaces are kept; nothing is allocated after the first layer of each width.
/// Not for use by several threads at once.
/// </summary>
public sealed class BinnedCalculator
{
    private readonly InformationCalculator calculator;
    private readonly ValueRange range = new();
    private readonly BinEdges edges;
    private readonly Dictionary<int, (ulong[] Words, PackedCodes Codes)> layers = [];
    private readonly int rows;
    private float[] sorted = [];

    /// <summary>A workspace.</summary>
    /// <param name="population">The rows.</param>
    /// <param name="spec">The binning.</param>
    /// <exception cref="ArgumentException">The binning can't be used; one line per fault.</exception>
    public BinnedCalculator(Population population, BinningSpec spec)
    {
        ArgumentNullException.ThrowIfNull(population);
        ArgumentNullException.ThrowIfNull(spec);
        spec.Check();
        Spec = spec;
        rows = population.Rows;
        calculator = new InformationCalculator(population);
        edges = BinEdges.For(spec.Bins, spec.Spacing);
    }

    /// <summary>The binning.</summary>
    public BinningSpec Spec { get; }

    /// <summary>Measures a layer with bins that are fixed, or laid over the layer or its neurons.</summary>
    /// <param name="layer">Its activations on the rows of the population.</param>
    /// <exception cref="InvalidOperationException">The scope is <see cref="BinScope.Global"/>: hand in the edges.</exception>
    /// <exception cref="ArgumentException">Another number of rows, or a value that is NaN or, where bounds follow the values, infinite.</exception>
    public LayerInformation Measure(FloatMatrix layer) => calculator.Measure(Bin(layer));

    /// <summary>Measures a layer with given bins, such as those laid over a whole run.</summary>
    /// <param name="layer">Its activations on the rows of the population.</param>
    /// <param name="given">As many bins as the binning has.</param>
    /// <exception cref="ArgumentException">Another number of rows or bins, or a value that is NaN.</exception>
    public LayerInformation Measure(FloatMatrix layer, BinEdges given) => calculator.Measure(Bin(layer, given));

    /// <summary>The bins of a layer as codes; overwritten by the next layer of the same width.</summary>
    /// <param name="layer">Its activations on the rows of the population.</param>
    public PackedCodes Bin(FloatMatrix layer)
    {
        var (words, codes) = Begin(layer);
        switch (Spec.Scope)
        {
            case BinScope.Fixed:
                edges.SetUniform(Spec.Lower!.Value, Spec.Upper!.Value);
                BinPacking.Pack(layer, 0, layer.Columns, edges, codes, words);
                break;
            case BinScope.Layer:
                LayOver(layer, 0, layer.Columns);
                BinPacking.Pack(layer, 0, layer.Columns, edges, codes, words);
                break;
            case BinScope.Neuron:
                for (var column = 0; column < layer.Columns; column++)
                {
                    LayOver(layer, column, 1);
                    BinPacking.Pack(layer, column, 1, edges, codes, words);
                }

                break;
            default:
                throw new InvalidOperationException("Bins over a whole run are laid by the caller: hand in their edges.");
        }

        return codes;
    }

    /// <summary>The given bins of a layer as codes; overwritten by the next layer of the same width.</summary>
    /// <param name="layer">Its activations on the rows of the population.</param>
    /// <param name="given">As many bins as the binning has.</param>
    public PackedCodes Bin(FloatMatrix layer, BinEdges given)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (given.Bins != Spec.Bins)
        {
            throw new ArgumentException($"The edges make {given.Bins} bins, the binning has {Spec.Bins}.", nameof(given));
        }

        var (words, codes) = Begin(layer);
        BinPacking.Pack(layer, 0, layer.Columns, given, codes, words);
        return codes;
    }

    private (ulong[] Words, PackedCodes Codes) Begin(FloatMatrix layer)
    {
        if (layer.Rows != rows)
        {
            throw new ArgumentException($"The layer has {layer.Rows} rows where the labels have {rows}.", nameof(layer));
        }

        ref var kept = ref CollectionsMarshal.GetValueRefOrAddDefault(layers, layer.Columns, out var exists);
        if (!exists)
        {
            var fresh = new ulong[rows * PackedCodes.WordsFor(layer.Columns, Spec.Bits())];
            kept = (fresh, new PackedCodes(fresh, rows, layer.Columns, Spec.Bits()));
        }

        Array.Clear(kept.Words);
        return kept;
    }

    private void LayOver(FloatMatrix layer, int first, int columns)
    {
        range.Clear();
        for (var column = first; column < first + columns; column++)
        {
            range.Include(layer.Column(column), column);
        }

        if (Spec.Spacing == BinSpacing.Uniform)
        {
            edges.SetUniform(range.Lower, range.Upper);
            return;
        }

        if (sorted.Length < rows * columns)
        {
            sorted = new float[rows * columns];
        }

        for (var column = 0; column < columns; column++)
        {
            layer.Column(first + column).CopyTo(sorted.AsSpan(column * rows));
        }

        edges.SetEqualCount(sorted.AsSpan(0, rows * columns));
    }
}
