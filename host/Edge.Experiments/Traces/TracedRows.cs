using Edge.Information;
using Edge.Information.Exact;

namespace Edge.Experiments.Traces;

/// <summary>A row set on which a trace's information is measured.</summary>
/// <param name="Name"><c>all</c>, <c>train</c> or <c>test</c>.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="HX">H(X) in bits.</param>
/// <param name="HY">H(Y) in bits.</param>
public sealed record TracedRows(string Name, int Rows, double HX, double HY)
{
    /// <summary>A layer's point on the plane of these rows.</summary>
    /// <param name="run">Number of the run, from 0.</param>
    /// <param name="epoch">Epochs trained.</param>
    /// <param name="series">The series.</param>
    /// <param name="layer">Layer of the series, from 0 at the input.</param>
    /// <param name="device">What computed the codes.</param>
    /// <param name="information">What was measured.</param>
    public PlanePoint Point(int run, int epoch, TracedSeries series, int layer, string device, in LayerInformation information) => new(
        run,
        epoch,
        layer + 1,
        series.Layers[layer],
        device,
        Name,
        Rows,
        HX,
        HY,
        information.HT,
        information.IXT,
        information.ITY,
        information.Distinct,
        information.Saturated) { Series = series.Name };
}
