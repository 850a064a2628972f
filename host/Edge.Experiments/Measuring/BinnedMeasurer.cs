using Edge.Experiments.Data;
using Edge.Experiments.Traces;
using Edge.Information.Binned;

namespace Edge.Experiments.Measuring;

/// <summary>
/// Measures the layers of a network in bins, at the epochs it is shown. Bins over a whole run need all its values first:
/// these are kept in memory until the run ends. Serves one run on one thread.
/// </summary>
internal sealed class BinnedMeasurer
{
    private readonly IReadOnlyList<BinningSpec> specs;
    private readonly BinnedRows[] sets;
    private readonly List<EpochRecord> records = [];

    /// <summary>Prepares.</summary>
    /// <param name="layers">The layers' values, filled anew between two epochs.</param>
    /// <param name="specs">The binnings, at least one.</param>
    /// <param name="data">The data set.</param>
    /// <param name="inputClasses">Class of each row's input, or null where all differ.</param>
    /// <param name="rowSets">Row sets, each with rows.</param>
    public BinnedMeasurer(
        IReadOnlyList<LayerValues> layers, IReadOnlyList<BinningSpec> specs, DataSet data, int[]? inputClasses, IReadOnlyList<RowSet> rowSets)
    {
        this.specs = specs;
        sets = [.. rowSets.Select(rows => new BinnedRows(rows, data, inputClasses, layers, specs))];
        Series = [.. specs.Select(spec => new TracedSeries(spec.Name(), [.. layers.Select(layer => layer.Name)]))];
    }

    /// <summary>A series for each binning.</summary>
    public IReadOnlyList<TracedSeries> Series { get; }

    /// <summary>Looks at the network's values of an epoch.</summary>
    /// <param name="measured">Epoch, losses and right answers.</param>
    /// <exception cref="MeasurementException">A value is infinite.</exception>
    public void Add(EpochRecord measured)
    {
        EpochRecord record = new(Series, sets.Length, 0);
        record.TakeMetrics(measured);
        records.Add(record);
        try
        {
            for (int set = 0; set < sets.Length; set++)
            {
                sets[set].Add(series => record.Information(series, set));
            }
        }
        catch (ArgumentException infinite)
        {
            throw new MeasurementException(FormattableString.Invariant($"epoch {measured.Epoch}, bins: {infinite.Message}"), infinite);
        }
    }

    /// <summary>Lays the bins over the whole run.</summary>
    /// <returns>All records, in the order of their epochs.</returns>
    public IReadOnlyList<EpochRecord> Finish()
    {
        for (int set = 0; set < sets.Length; set++)
        {
            for (int series = 0; series < specs.Count; series++)
            {
                if (specs[series].Scope == BinScope.Global)
                {
                    sets[set].MeasureRun(series, epoch => records[epoch].Information(series, set));
                }
            }
        }

        return records;
    }

    /// <summary>The row sets with their entropies.</summary>
    public IReadOnlyList<TracedRows> RowSets => [.. sets.Select(set => set.Described)];
}
