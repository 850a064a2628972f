using Edge.Experiments.Data;
using Edge.Information;
using Edge.Information.Codes;
using Edge.Information.Exact;

namespace Edge.Experiments.Measuring;

/// <summary>
/// Measures exact information of recorded layers on the row sets of one run. Keeps the work space from one checkpoint to the next; serves
/// one thread.
/// </summary>
internal sealed class PlaneMeasurer
{
    private readonly List<(RowSet Rows, Population Population, InformationCalculator Calculator)> sets = [];

    /// <summary>Prepares for some row sets.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="inputClasses">Class of each row's input (<see cref="InputClasses"/>), or null where all differ.</param>
    /// <param name="rowSets">The sets; those without rows are passed over.</param>
    public PlaneMeasurer(DataSet data, int[]? inputClasses, IEnumerable<RowSet> rowSets)
    {
        foreach (RowSet rows in rowSets.Where(rows => rows.Rows.Length > 0))
        {
            int[] labels = Array.ConvertAll(rows.Rows, row => data.Labels[row]);
            int[] inputs = inputClasses is null ? [] : Array.ConvertAll(rows.Rows, row => inputClasses[row]);
            Population population = new(labels, inputs);
            sets.Add((rows, population, new InformationCalculator(population)));
        }
    }

    /// <summary>The points of all layers on all row sets: sets in their order, layers from the input on.</summary>
    /// <param name="layers">Codes of all rows of the data set.</param>
    /// <param name="run">Number of the run.</param>
    /// <param name="epoch">Epochs trained.</param>
    /// <param name="device">What computed the codes.</param>
    public List<PlanePoint> Measure(IReadOnlyList<CodeLayer> layers, int run, int epoch, string device)
    {
        List<PlanePoint> points = [];
        foreach ((RowSet rows, Population population, InformationCalculator calculator) in sets)
        {
            for (int i = 0; i < layers.Count; i++)
            {
                LayerInformation information = calculator.Measure(RowSubset.Of(layers[i].Codes, rows.Rows));
                points.Add(PlaneCalculator.Point(population, information, run, epoch, i + 1, layers[i].Name, device, rows.Name));
            }
        }

        return points;
    }
}
