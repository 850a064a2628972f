using Edge.Information;

namespace Edge.Reports;

/// <summary>What the page says about one network.</summary>
/// <param name="Name">Name of the network; any text.</param>
/// <param name="Description">One or two sentences: shape, quantization, optimizer; empty for none.</param>
/// <param name="Layers">Shapes of the recorded layers; one that is missing shows as a dash in the table.</param>
/// <param name="Plane">Points on one row set, from one or more devices, of one or more runs; at least one.</param>
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
}
