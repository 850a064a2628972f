namespace Edge.Reports.Axes;

/// <summary>The rectangle inside the axes, in figure units (y downwards), and the axes along it.</summary>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="Horizontal">Axis from left to right.</param>
/// <param name="Vertical">Axis from bottom to top.</param>
internal sealed record PlotArea(double Left, double Top, double Width, double Height, IAxis Horizontal, IAxis Vertical)
{
    /// <summary>Right edge.</summary>
    public double Right => Left + Width;

    /// <summary>Bottom edge.</summary>
    public double Bottom => Top + Height;

    /// <summary>Figure coordinate of a value of the horizontal axis.</summary>
    /// <param name="value">A value.</param>
    /// <returns>From <see cref="Left"/> to <see cref="Right"/>.</returns>
    public double X(double value) => Left + (Width * Horizontal.Position(value));

    /// <summary>Figure coordinate of a value of the vertical axis.</summary>
    /// <param name="value">A value.</param>
    /// <returns>From <see cref="Bottom"/> (low) to <see cref="Top"/> (high).</returns>
    public double Y(double value) => Bottom - (Height * Vertical.Position(value));
}
