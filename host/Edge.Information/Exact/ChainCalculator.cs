using Edge.Information.Codes;

namespace Edge.Information.Exact;

/// <summary>
/// Exact information of the layers of a deterministic network on several sets of rows. Gives what <see cref="InformationCalculator.MeasureChain"/>
/// gives on each, bit for bit; with two labels, and sets such as all rows, training and test rows, the classes are found once for all of them.
/// Holds a workspace that is reused: not safe for use by several threads at once.
/// </summary>
public sealed class ChainCalculator
{
    private readonly IReadOnlyList<int[]> rowSets;
    private readonly int rows;
    private readonly RowSetCounts? counts;
    private readonly BinaryLabelChain? chain;
    private readonly InformationCalculator[] calculators;
    private ChainResult[] results = [];
    private PackedCodes[] layersBefore = [];
    private ulong[][][] words = [];
    private PackedCodes[][] gathered = [];

    /// <summary>Prepares a workspace.</summary>
    /// <param name="labels">Label of each of all rows.</param>
    /// <param name="inputClasses">Class of each row's input; empty where all inputs differ.</param>
    /// <param name="rowSets">The sets: rising numbers of rows, one at least.</param>
    public ChainCalculator(ReadOnlySpan<int> labels, ReadOnlySpan<int> inputClasses, IReadOnlyList<int[]> rowSets)
    {
        ArgumentNullException.ThrowIfNull(rowSets);
        this.rowSets = rowSets;
        rows = labels.Length;
        Population[] populations = new Population[rowSets.Count];
        for (int set = 0; set < populations.Length; set++)
        {
            populations[set] = new Population(
                Pick(labels, rowSets[set], 1), inputClasses.IsEmpty ? [] : Pick(inputClasses, rowSets[set], 1));
        }

        Populations = populations;
        counts = RowSetCounts.Of(labels, rowSets);
        chain = counts is null ? null : new BinaryLabelChain(counts);
        calculators = counts is null ? Array.ConvertAll(populations, population => new InformationCalculator(population)) : [];
    }

    /// <summary>The sets with their entropies.</summary>
    public IReadOnlyList<Population> Populations { get; }

    /// <summary>Measures the layers. Allocates nothing where it is given the same layers again.</summary>
    /// <param name="layers">
    /// The layers from the input on, on all rows: each a function of the one before and the first of the input. Where they are no such chain the
    /// result is undefined.
    /// </param>
    /// <param name="information">Receives [sets][layers].</param>
    /// <exception cref="ArgumentException">A layer has another number of rows, or there is too little room for the results.</exception>
    public void Measure(ReadOnlySpan<PackedCodes> layers, LayerInformation[][] information)
    {
        ArgumentNullException.ThrowIfNull(information);
        Check(layers, information);
        if (chain is null)
        {
            MeasureEach(layers, information);
            return;
        }

        int sets = rowSets.Count;
        if (results.Length < layers.Length * sets)
        {
            results = new ChainResult[layers.Length * sets];
        }

        chain.Measure(layers, results);
        for (int set = 0; set < sets; set++)
        {
            for (int layer = 0; layer < layers.Length; layer++)
            {
                information[set][layer] = results[(layer * sets) + set].On(Populations[set]);
            }
        }
    }

    private void Check(ReadOnlySpan<PackedCodes> layers, LayerInformation[][] information)
    {
        if (information.Length < rowSets.Count)
        {
            throw new ArgumentException($"There are {rowSets.Count} sets of rows but room for {information.Length}.", nameof(information));
        }

        for (int set = 0; set < rowSets.Count; set++)
        {
            if (information[set].Length < layers.Length)
            {
                throw new ArgumentException($"There are {layers.Length} layers but room for {information[set].Length} results.", nameof(information));
            }
        }

        foreach (PackedCodes layer in layers)
        {
            if (layer.Rows != rows)
            {
                throw new ArgumentException($"The codes have {layer.Rows} rows where the labels have {rows}.", nameof(layers));
            }
        }
    }

    private void MeasureEach(ReadOnlySpan<PackedCodes> layers, LayerInformation[][] information)
    {
        if (!layers.SequenceEqual(layersBefore))
        {
            Prepare(layers);
        }

        for (int set = 0; set < rowSets.Count; set++)
        {
            for (int layer = 0; layer < words[set].Length; layer++)
            {
                Pick(layers[layer].Words, rowSets[set], layers[layer].WordsPerRow, words[set][layer]);
            }

            calculators[set].MeasureChain(gathered[set], information[set]);
        }
    }

    private void Prepare(ReadOnlySpan<PackedCodes> layers)
    {
        PackedCodes[] all = layers.ToArray();
        layersBefore = all;
        words = [.. rowSets.Select(set => set.Length == rows ? [] : Array.ConvertAll(all, layer => new ulong[set.Length * layer.WordsPerRow]))];
        gathered =
        [
            .. rowSets.Select((set, s) => set.Length == rows
                ? all
                : [.. all.Select((layer, l) => new PackedCodes(words[s][l], set.Length, layer.Width, layer.Bits))]),
        ];
    }

    private static T[] Pick<T>(ReadOnlySpan<T> source, int[] wanted, int width)
    {
        T[] target = new T[wanted.Length * width];
        Pick(source, wanted, width, target);
        return target;
    }

    private static void Pick<T>(ReadOnlySpan<T> source, int[] wanted, int width, T[] target)
    {
        for (int i = 0; i < wanted.Length; i++)
        {
            source.Slice(wanted[i] * width, width).CopyTo(target.AsSpan(i * width, width));
        }
    }
}
