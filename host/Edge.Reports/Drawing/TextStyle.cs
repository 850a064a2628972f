namespace Edge.Reports.Drawing;

/// <summary>How a label is set.</summary>
/// <param name="Size">Font size in figure units.</param>
/// <param name="Anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
/// <param name="Class">Class for the page's style sheet: <c>ink</c> or <c>muted</c>, or that of a series.</param>
/// <param name="Fill">Colour on light paper.</param>
internal sealed record TextStyle(double Size, string Anchor, string Class, string Fill)
{
    /// <summary>Half-bold.</summary>
    public bool Bold { get; init; }

    /// <summary>Turn about the anchor in degrees, clockwise.</summary>
    public double Turn { get; init; }

    /// <summary>Main text.</summary>
    /// <param name="size">Font size in figure units.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <returns>The style.</returns>
    public static TextStyle Ink(double size, string anchor = "start") => new(size, anchor, "ink", Palette.Ink);

    /// <summary>Secondary text.</summary>
    /// <param name="size">Font size in figure units.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <returns>The style.</returns>
    public static TextStyle Muted(double size, string anchor = "start") => new(size, anchor, "muted", Palette.Muted);
}
