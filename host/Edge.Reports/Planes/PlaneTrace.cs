using Edge.Reports.Drawing;

namespace Edge.Reports.Planes;

/// <summary>The path of one layer through the plane.</summary>
/// <param name="Layer">Position of the layer among the recorded ones, from 1.</param>
/// <param name="Name">Name of the layer.</param>
/// <param name="Points">One point per epoch, epochs increasing.</param>
public sealed record PlaneTrace(int Layer, string Name, IReadOnlyList<TracePoint> Points)
{
    /// <summary>The name as it stands in figures: cut where it is longer than about twenty letters.</summary>
    internal string Label => FigureText.Shorten(Name, 1, 12);
}
