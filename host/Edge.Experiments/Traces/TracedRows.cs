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
    public PlanePoint Point(int run, int epoch, int layer, string name, string device, in LayerInformation information) => new(
        run,
        epoch,
        layer,
        name,
        device,
        Name,
        Rows,
        HX,
        HY,
        information.HT,
        information.IXT,
        information.ITY,
        information.Distinct,
        information.Saturated);
}
