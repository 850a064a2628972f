using Edge.Reports.Observations;

namespace Edge.Reports.Reproduction;

/// <summary>One plane of a reproduction: a series (a way of turning layers into words) on a row set, over all runs.</summary>
/// <param name="Series">Name of the series, for example <c>codes</c>.</param>
/// <param name="Rows">Name of the row set.</param>
/// <param name="Network">Points at the drawn epochs on that row set; its name is what figures call the plane.</param>
/// <param name="Measured">Number of measured epochs, of which those drawn are some.</param>
/// <param name="Findings">What was observed over all measured epochs.</param>
public sealed record ReproducedPlane(string Series, string Rows, NetworkReport Network, int Measured, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether the page draws it; the tables and findings of planes that it does not draw are there all the same.</summary>
    public bool WithFigures { get; init; } = true;

    /// <summary>Number of epochs drawn.</summary>
    public int Drawn => Network.Plane.Select(point => point.Epoch).Distinct().Count();
}
