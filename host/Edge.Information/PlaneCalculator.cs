using Edge.Information.Codes;
using Edge.Information.Exact;

namespace Edge.Information;

/// <summary>Turns codes into points on the information plane.</summary>
public static class PlaneCalculator
{
    /// <summary>The points of all layers of a table. Layers are measured one by one: nothing is assumed of how they depend on each other.</summary>
    /// <param name="table">The codes, with labels, weights and origin.</param>
    /// <returns>One point per layer, from the input on.</returns>
    public static List<PlanePoint> Points(CodeTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var population = new Population(table.Rows);
        var calculator = new InformationCalculator(population);
        var points = new List<PlanePoint>(table.Layers.Count);
        foreach (var layer in table.Layers)
        {
            var origin = table.Origin;
            var information = calculator.Measure(layer.Codes);
            points.Add(Point(population, information, origin.Run, origin.Epoch, points.Count + 1, layer.Name, origin.Device, origin.RowSet));
        }

        return points;
    }

    /// <summary>The points of all layers of a table of histograms: those of the codes that were counted.</summary>
    /// <param name="table">The histograms, with labels and origin.</param>
    /// <returns>One point per layer, from the input on.</returns>
    public static List<PlanePoint> Points(HistogramTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var population = new Population(table.Rows);
        var calculator = new InformationCalculator(population);
        var points = new List<PlanePoint>(table.Layers.Count);
        foreach (var layer in table.Layers)
        {
            var origin = table.Origin;
            var information = calculator.Measure(layer.Histogram);
            points.Add(Point(population, information, origin.Run, origin.Epoch, points.Count + 1, layer.Name, origin.Device, origin.RowSet));
        }

        return points;
    }

    /// <summary>One point from a layer's information.</summary>
    /// <param name="population">The rows it was measured on.</param>
    /// <param name="information">What was measured.</param>
    /// <param name="run">Number of the run, from 0.</param>
    /// <param name="epoch">Epochs trained.</param>
    /// <param name="layer">Position of the layer, from 1.</param>
    /// <param name="name">Name of the layer.</param>
    /// <param name="device">What computed the codes.</param>
    /// <param name="rowSet"><c>all</c>, <c>train</c> or <c>test</c>.</param>
    public static PlanePoint Point(
        Population population,
        in LayerInformation information,
        int run,
        int epoch,
        int layer,
        string name,
        string device,
        string rowSet)
    {
        ArgumentNullException.ThrowIfNull(population);
        return new PlanePoint(
            run,
            epoch,
            layer,
            name,
            device,
            rowSet,
            population.Rows,
            population.HX,
            population.HY,
            information.HT,
            information.IXT,
            information.ITY,
            information.Distinct,
            information.Saturated);
    }
}
