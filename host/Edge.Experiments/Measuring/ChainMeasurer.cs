using Edge.Experiments.Data;
using Edge.Experiments.Traces;
using Edge.Information.Codes;
using Edge.Information.Exact;

namespace Edge.Experiments.Measuring;

/// <summary>
/// Measures exact information of a chain of layers, each a function of the one before, on all row sets, into a record. Layers of several series
/// may make one chain: behind a layer only one row is looked at for each class that it found.
/// </summary>
internal sealed class ChainMeasurer
{
    private readonly ChainCalculator calculator;
    private readonly PackedCodes[] layers;
    private readonly (int Series, int Layer)[] places;
    private readonly LayerInformation[][] results;

    /// <summary>Prepares for some layers.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="inputClasses">Class of each row's input, or null where all differ.</param>
    /// <param name="rowSets">Row sets, each with rows.</param>
    /// <param name="chain">The layers from the input on, each with its place in the record; their codes are filled anew between measurements.</param>
    public ChainMeasurer(
        DataSet data, int[]? inputClasses, IReadOnlyList<RowSet> rowSets, IEnumerable<(int Series, int Layer, PackedCodes Codes)> chain)
    {
        calculator = new ChainCalculator(data.Labels, inputClasses, [.. rowSets.Select(set => set.Rows)]);
        RowSets = [.. rowSets.Zip(calculator.Populations, (set, rows) => new TracedRows(set.Name, rows.Rows, rows.HX, rows.HY))];
        (int Series, int Layer, PackedCodes Codes)[] all = [.. chain];
        layers = Array.ConvertAll(all, one => one.Codes);
        places = Array.ConvertAll(all, one => (one.Series, one.Layer));
        results = [.. rowSets.Select(_ => new LayerInformation[layers.Length])];
    }

    /// <summary>The row sets with their entropies.</summary>
    public IReadOnlyList<TracedRows> RowSets { get; }

    /// <summary>Measures the codes that there are now.</summary>
    /// <param name="record">Receives the information.</param>
    public void Measure(EpochRecord record)
    {
        calculator.Measure(layers, results);
        for (int set = 0; set < results.Length; set++)
        {
            for (int layer = 0; layer < places.Length; layer++)
            {
                record.Information(places[layer].Series, set)[places[layer].Layer] = results[set][layer];
            }
        }
    }
}
