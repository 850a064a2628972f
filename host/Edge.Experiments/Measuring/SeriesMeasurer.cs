using Edge.Experiments.Data;
using Edge.Experiments.Traces;
using Edge.Information.Codes;

namespace Edge.Experiments.Measuring;

/// <summary>Measures exact information of one series, each of whose layers is a function of the one before, on some row sets.</summary>
internal sealed class SeriesMeasurer
{
    private readonly MeasuredRows[] sets;

    /// <summary>Allocates.</summary>
    /// <param name="described">Name and layers.</param>
    /// <param name="codes">The layers' codes on all rows, filled anew between measurements.</param>
    /// <param name="data">The data set.</param>
    /// <param name="inputClasses">Class of each row's input, or null where all differ.</param>
    /// <param name="rowSets">Row sets, each with rows.</param>
    public SeriesMeasurer(TracedSeries described, PackedCodes[] codes, DataSet data, int[]? inputClasses, IEnumerable<RowSet> rowSets)
    {
        Described = described;
        sets = [.. rowSets.Select(rows => new MeasuredRows(rows, data, inputClasses, codes))];
    }

    /// <summary>Name and layers.</summary>
    public TracedSeries Described { get; }

    /// <summary>The row sets with their entropies.</summary>
    public IReadOnlyList<TracedRows> RowSets => [.. sets.Select(set => set.Described)];

    /// <summary>Measures the codes that there are now.</summary>
    /// <param name="record">Receives the information.</param>
    /// <param name="series">Position of the series in it.</param>
    public void Measure(EpochRecord record, int series)
    {
        for (int set = 0; set < sets.Length; set++)
        {
            sets[set].Measure(record.Information(series, set));
        }
    }
}
