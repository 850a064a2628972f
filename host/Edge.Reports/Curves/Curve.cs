namespace Edge.Reports.Curves;

/// <summary>One line of a curve panel.</summary>
/// <param name="Name">Label at its end; empty for none.</param>
/// <param name="Class">Class for the page's style sheet: <c>train</c>, <c>test</c>, <c>device</c> or <c>d0</c>..<c>d16</c>.</param>
/// <param name="Colour">Colour on light paper.</param>
/// <param name="Dash">Dash pattern; empty for a full line.</param>
/// <param name="Shape">Marker shape, see <see cref="Drawing.Marker"/>.</param>
/// <param name="Points">Points, epochs increasing.</param>
internal sealed record Curve(string Name, string Class, string Colour, string Dash, int Shape, IReadOnlyList<CurvePoint> Points);
