namespace Edge.Reports.Drawing;

/// <summary>A rectangle in figure units, y downwards.</summary>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Top edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Bottom edge.</param>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Whether two rectangles share more than an edge.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True if they overlap.</returns>
    public bool Overlaps(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    /// <summary>Whether this rectangle lies within another.</summary>
    /// <param name="outer">The other.</param>
    /// <returns>True if no part stands out.</returns>
    public bool Within(Box outer) => Left >= outer.Left && Right <= outer.Right && Top >= outer.Top && Bottom <= outer.Bottom;

    /// <summary>Whether a disc touches the rectangle, judged by its bounding square.</summary>
    /// <param name="x">Centre.</param>
    /// <param name="y">Centre.</param>
    /// <param name="radius">Radius.</param>
    /// <returns>True if they touch.</returns>
    public bool Touches(double x, double y, double radius) =>
        x + radius > Left && x - radius < Right && y + radius > Top && y - radius < Bottom;
}
