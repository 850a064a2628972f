using Edge.Information;

namespace Edge.Reports;

/// <summary>What the page says about one network.</summary>
/// <param name="Name">Name of the network; any text.</param>
/// <param name="Description">One or two sentences: shape, quantization, optimizer; empty for none.</param>
/// <param name="Layers">Shapes of the recorded layers; one that is missing shows as a dash in the table.</param>
/// <param name="Plane">
/// Points on one or more row sets, from one or more devices, of one or more runs; at least one. Each row set gets figures of its own, the
/// first to appear in front.
/// </param>
/// <param name="Metrics">Accuracy and loss; may be empty.</param>
public sealed record NetworkReport(
    string Name,
    string Description,
    IReadOnlyList<LayerShape> Layers,
    IReadOnlyList<PlanePoint> Plane,
    IReadOnlyList<MetricsPoint> Metrics)
{
    /// <summary>Whether the layer <c>logits</c> is drawn too; the table always lists it.</summary>
    public bool Logits { get; init; }

    /// <summary>Names of the row sets, in order of appearance.</summary>
    public IReadOnlyList<string> RowSets => [.. Plane.Select(point => point.Rows).Distinct()];

    /// <summary>The points on one row set.</summary>
    /// <param name="rows">Its name.</param>
    /// <returns>The points in their order.</returns>
    public IReadOnlyList<PlanePoint> On(string rows) => [.. Plane.Where(point => point.Rows == rows)];
}
