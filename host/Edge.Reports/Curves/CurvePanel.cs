using System.Text;
using Edge.Reports.Axes;
using Edge.Reports.Drawing;

namespace Edge.Reports.Curves;

/// <summary>Draws curves against the epoch, with bands over the runs and names at the ends of the lines.</summary>
internal static class CurvePanel
{
    private const double LabelSize = 11;
    private const double LabelGap = 13;

    /// <summary>Room right of the plot for the names.</summary>
    /// <param name="curves">The curves.</param>
    /// <returns>Figure units.</returns>
    /// <remarks>A curve without a name is labelled by the one before it, whose colour it has.</remarks>
    public static double LabelRoom(IEnumerable<Curve> curves) => 22 + curves.Max(curve => FigureText.Width(curve.Name, LabelSize));

    /// <summary>Draws the panel.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plot">The plot area.</param>
    /// <param name="curves">The curves, at least one point each.</param>
    /// <param name="title">Title above the plot.</param>
    /// <param name="withEpochTitle">Whether the horizontal axis says <c>epoch</c>.</param>
    /// <param name="withSpread">Whether the intervals and deviations of several runs are drawn around the lines.</param>
    public static void Draw(
        MarkupWriter writer, PlotArea plot, IReadOnlyList<Curve> curves, ReadOnlySpan<TextRun> title, bool withEpochTitle, bool withSpread = true)
    {
        writer.Open("g").Attribute("class", "panel").Line();
        FigureText.Draw(writer, plot.Left - 34, plot.Top - 9, TextStyle.Ink(12) with { Bold = true }, title);
        AxisFrame.DrawGrid(writer, plot);
        AxisFrame.DrawAxes(writer, plot, withEpochTitle ? [TextRun.Plain("epoch")] : [], []);
        foreach (Curve curve in curves.Where(curve => withSpread && curve.Points.Any(point => point.Value.Count > 1)))
        {
            // A dashed line runs along another: its band must not hide that one's.
            Interval(writer, plot, curve, curve.Dash.Length > 0 ? 0.1 : 0.25);
            Deviation(writer, plot, curve);
        }

        for (int i = 0; i < curves.Count; i++)
        {
            DrawLine(writer, plot, curves[i], i);
        }

        DrawNames(writer, plot, [.. curves.Where(curve => curve.Name.Length > 0)]);
        writer.Close().Line();
    }

    /// <summary>Draws a line that no curve of a panel can cross, and its name above its right end, outside the plot.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plot">The plot area.</param>
    /// <param name="value">Height of the line.</param>
    /// <param name="formula">What it is, for example <c>H(X)</c>.</param>
    /// <param name="text">The value in words.</param>
    public static void DrawBound(MarkupWriter writer, PlotArea plot, double value, string formula, string text)
    {
        string path = $"M{MarkupWriter.Number(plot.Left)} {MarkupWriter.Number(plot.Y(value))}h{MarkupWriter.Number(plot.Width)}";
        writer.Open("path").Attribute("class", "bound").Attribute("fill", "none").Attribute("stroke", Palette.Bound);
        writer.Attribute("d", path).CloseEmpty().Line();
        double y = Math.Min(plot.Y(value), plot.Top) - 5;
        FigureText.Draw(writer, plot.Right, y, TextStyle.Muted(10.5, "end"), TextRun.Formula(formula), TextRun.Plain(text));
    }

    /// <summary>Moves the heights of labels apart, no more than needed, keeping their order.</summary>
    /// <param name="wanted">Where each label would stand best.</param>
    /// <param name="gap">Least distance of two labels.</param>
    /// <param name="low">Least height.</param>
    /// <param name="high">Largest height; if there is too little room, labels reach beyond it.</param>
    /// <returns>Heights in the order of <paramref name="wanted"/>.</returns>
    public static double[] Spread(IReadOnlyList<double> wanted, double gap, double low, double high)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]).ThenBy(i => i)];

        // Pools of touching labels, each centred on the mean of what its members want, merged while they overlap.
        List<(int Count, double Mean)> pools = [];
        foreach (int i in order)
        {
            pools.Add((1, wanted[i]));
            while (pools.Count > 1 && pools[^1].Mean - pools[^2].Mean < gap * (pools[^1].Count + pools[^2].Count) / 2)
            {
                (int count, double mean) = pools[^2];
                (int others, double other) = pools[^1];
                pools.RemoveRange(pools.Count - 2, 2);
                pools.Add((count + others, ((count * mean) + (others * other)) / (count + others)));
            }
        }

        double[] heights = new double[wanted.Count];
        int next = 0;
        foreach ((int count, double mean) in pools)
        {
            for (int k = 0; k < count; k++)
            {
                heights[order[next++]] = mean + (gap * (k - ((count - 1) / 2.0)));
            }
        }

        // Pushed in from the far end first, so that the near end has the last word.
        double limit = high;
        foreach (int i in order.Reverse())
        {
            heights[i] = Math.Min(heights[i], limit);
            limit = heights[i] - gap;
        }

        limit = low;
        foreach (int i in order)
        {
            heights[i] = Math.Max(heights[i], limit);
            limit = heights[i] + gap;
        }

        return heights;
    }

    // The 95 % interval of the mean is an area, one standard deviation two dotted lines: which of the two is wider depends on the runs.
    private static void Interval(MarkupWriter writer, PlotArea plot, Curve curve, double opacity)
    {
        string path = Along(plot, curve.Points, point => point.Value.Mean + point.Value.HalfWidth95, 'M')
            + Along(plot, curve.Points.Reverse(), point => point.Value.Mean - point.Value.HalfWidth95, 'L');
        writer.Open("path").Attribute("class", "band " + curve.Class).Attribute("fill", curve.Colour).Attribute("fill-opacity", opacity);
        writer.Attribute("d", path + "Z").CloseEmpty().Line();
    }

    private static void Deviation(MarkupWriter writer, PlotArea plot, Curve curve)
    {
        string path = Along(plot, curve.Points, point => point.Value.Mean + point.Value.Deviation, 'M')
            + Along(plot, curve.Points, point => point.Value.Mean - point.Value.Deviation, 'M');
        writer.Open("path").Attribute("class", "line deviation " + curve.Class).Attribute("fill", "none").Attribute("stroke", curve.Colour);
        writer.Attribute("stroke-width", 0.8).Attribute("stroke-dasharray", "1 2.5").Attribute("d", path).CloseEmpty().Line();
    }

    // Values that lie beyond the axis, where an interval reaches below 0 or above a bound, end at the frame.
    private static string Along(PlotArea plot, IEnumerable<CurvePoint> points, Func<CurvePoint, double> value, char first)
    {
        StringBuilder path = new();
        foreach (CurvePoint point in points)
        {
            Append(path, path.Length == 0 ? first : 'L', plot.X(point.Epoch), Math.Clamp(plot.Y(value(point)), plot.Top, plot.Bottom));
        }

        return path.ToString();
    }

    private static void DrawLine(MarkupWriter writer, PlotArea plot, Curve curve, int series)
    {
        string path = Along(plot, curve.Points, point => point.Value.Mean, 'M');
        writer.Open("path").Attribute("class", "line " + curve.Class).Attribute("fill", "none").Attribute("stroke", curve.Colour);
        writer.Attribute("stroke-width", 1.6);
        if (curve.Dash.Length > 0)
        {
            writer.Attribute("stroke-dasharray", curve.Dash);
        }

        writer.Attribute("d", path).CloseEmpty().Line();
        for (int i = 0; i < curve.Points.Count; i++)
        {
            CurvePoint point = curve.Points[i];
            double radius = i == curve.Points.Count - 1 ? 3.2 : 1.7;
            string style = (point.Hollow ? "point mark hollow " : "point mark ") + curve.Class;
            writer.Open("path").Attribute("class", style).Attribute("fill", point.Hollow ? Palette.Paper : curve.Colour);
            if (point.Hollow)
            {
                writer.Attribute("stroke", curve.Colour).Attribute("stroke-width", 1.1);
            }

            writer.Attribute("d", Marker.Path(curve.Shape, plot.X(point.Epoch), plot.Y(point.Value.Mean), radius));
            writer.Attribute("data-series", series).Attribute("data-index", i);
            writer.Open("title").Text(point.Text).Close().Close().Line();
        }
    }

    private static void DrawNames(MarkupWriter writer, PlotArea plot, IReadOnlyList<Curve> curves)
    {
        double[] wanted = [.. curves.Select(curve => plot.Y(curve.Points[^1].Value.Mean))];
        double[] heights = Spread(wanted, LabelGap, plot.Top, plot.Bottom - 2);
        for (int i = 0; i < curves.Count; i++)
        {
            double end = plot.X(curves[i].Points[^1].Epoch);
            StringBuilder path = new();
            Append(path, 'M', end + 5, wanted[i]);
            Append(path, 'L', plot.Right + 13, heights[i]);
            writer.Open("path").Attribute("class", "leader").Attribute("fill", "none").Attribute("stroke", Palette.Bound);
            writer.Attribute("stroke-width", 0.6).Attribute("d", path.ToString()).CloseEmpty().Line();
            TextStyle style = new(LabelSize, "start", "name " + curves[i].Class, curves[i].Colour) { Bold = true };
            FigureText.Draw(writer, plot.Right + 16, heights[i] + 4, style, curves[i].Name);
        }
    }

    private static void Append(StringBuilder path, char command, double x, double y) =>
        path.Append(command).Append(MarkupWriter.Number(x)).Append(' ').Append(MarkupWriter.Number(y));
}
