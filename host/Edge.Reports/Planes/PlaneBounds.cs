using Edge.Reports.Axes;
using Edge.Reports.Drawing;

namespace Edge.Reports.Planes;

/// <summary>
/// Draws what no layer can leave: I(X;T) &lt;= H(X), I(T;Y) &lt;= H(Y), and, T being a function of X, I(T;Y) &lt;= I(X;T)
/// (Cover and Thomas, "Elements of Information Theory", 2006, theorem 2.8.1).
/// </summary>
internal static class PlaneBounds
{
    private const double LabelSize = 10.5;

    /// <summary>Shades the unreachable part, draws and labels the bounds, and keeps other labels off theirs.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plot">The plot area.</param>
    /// <param name="view">The plane.</param>
    /// <param name="placer">Places the labels of the layers.</param>
    public static void Draw(MarkupWriter writer, PlotArea plot, PlaneView view, LabelPlacer placer)
    {
        double corner = Math.Min(view.HX, view.HY);
        (double cx, double cy) = (plot.X(corner), plot.Y(corner));
        (double x, double y) = (plot.X(view.HX), plot.Y(view.HY));
        string reach = Diagonal(plot, view, corner);
        writer.Open("path").Attribute("class", "unreachable").Attribute("fill", Palette.Unreachable);
        writer.Attribute("d", $"{reach}V{N(y)}H{N(x)}V{N(plot.Bottom)}H{N(plot.Right)}V{N(plot.Top)}H{N(plot.Left)}Z").CloseEmpty().Line();
        writer.Open("path").Attribute("class", "bound").Attribute("fill", "none").Attribute("stroke", Palette.Bound);
        writer.Attribute("d", $"{reach}V{N(y)}H{N(x)}V{N(plot.Bottom)}").CloseEmpty().Line();

        string hy = view.HYText;
        double hyLeft = Math.Min(cx + 6, plot.Right - 130);
        FigureText.Draw(writer, hyLeft, y - 6, TextStyle.Muted(LabelSize), TextRun.Formula("H(Y)"), TextRun.Plain(hy));
        placer.Block(new Box(hyLeft, y - 18, hyLeft + FigureText.Width("H(Y)" + hy, LabelSize), y - 3));

        string hx = view.HXText;
        TextStyle upwards = TextStyle.Muted(LabelSize) with { Turn = -90 };
        FigureText.Draw(writer, x + 13, plot.Bottom - 8, upwards, TextRun.Formula("H(X)"), TextRun.Plain(hx));
        placer.Block(new Box(x + 1, plot.Bottom - 8 - FigureText.Width("H(X)" + hx, LabelSize), plot.Right, plot.Bottom));

        for (double s = 0; s < 1; s += 0.02)
        {
            placer.Avoid(plot.X(s * corner), plot.Y(s * corner), 2, 12);
            placer.Avoid(cx + (s * (x - cx)), y, 2, 4);
        }

        double length = FigureText.Width("I(T;Y) > I(X;T)", LabelSize);
        if (view.FromIXT == 0 && view.FromITY == 0 && plot.Bottom - cy > length * 1.1)
        {
            LabelDiagonal(writer, plot, cx, cy, length, placer);
        }
    }

    // Where I(T;Y) = I(X;T), from the edge of the plot to the corner. An axis that begins above 0 cuts the line's foot off: the point from which on
    // it is inside lies on the left edge or on the lower one.
    private static string Diagonal(PlotArea plot, PlaneView view, double corner)
    {
        double first = Math.Min(corner, Math.Max(view.FromIXT, view.FromITY));
        string foot = first == 0 ? "" : $"L{N(plot.X(first))} {N(plot.Y(first))}";
        return $"M{N(plot.Left)} {N(plot.Bottom)}{foot}L{N(plot.X(corner))} {N(plot.Y(corner))}";
    }

    private static void LabelDiagonal(MarkupWriter writer, PlotArea plot, double cx, double cy, double length, LabelPlacer placer)
    {
        double slope = Math.Atan2(plot.Bottom - cy, cx - plot.Left);
        TextStyle along = TextStyle.Muted(LabelSize, "end") with { Turn = -slope * 180 / Math.PI };
        (double ax, double ay) = (plot.Left + (0.97 * (cx - plot.Left)), plot.Bottom - (0.97 * (plot.Bottom - cy)));
        (double ox, double oy) = (-5 * Math.Sin(slope), -5 * Math.Cos(slope));
        FigureText.Draw(writer, ax + ox, ay + oy, along, TextRun.Formula("I(T;Y)"), TextRun.Plain(" > "), TextRun.Formula("I(X;T)"));
        for (double s = 0; s < length; s += 5)
        {
            placer.Avoid(ax + (2 * ox) - (s * Math.Cos(slope)), ay + (2 * oy) + (s * Math.Sin(slope)), 6, 60);
        }
    }

    private static string N(double value) => MarkupWriter.Number(value);
}
