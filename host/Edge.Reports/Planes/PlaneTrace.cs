using Edge.Reports.Drawing;

namespace Edge.Reports.Planes;

/// <summary>The path of one layer through the plane.</summary>
/// <param name="Layer">Position of the layer among the recorded ones, from 1.</param>
/// <param name="Name">Name of the layer.</param>
/// <param name="Points">One point per epoch, epochs increasing.</param>
public sealed record PlaneTrace(int Layer, string Name, IReadOnlyList<TracePoint> Points)
{
    /// <summary>The name as it stands in figures: cut where it is longer than about twenty letters.</summary>
    internal string Label => Shorten(Name);

    /// <summary>Cuts a name for a figure.</summary>
    /// <param name="name">Name of a layer.</param>
    /// <returns>At most about twenty letters.</returns>
    internal static string Shorten(string name) => FigureText.Shorten(name, 1, 12);
}
