using Edge.Reports.Drawing;

namespace Edge.Reports.Axes;

/// <summary>Draws grid lines, axes, ticks and axis titles around a plot area.</summary>
internal static class AxisFrame
{
    private const double TickLength = 4;
    private const double LabelSize = 11;

    /// <summary>Draws the light lines behind the data.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plot">The plot area.</param>
    public static void DrawGrid(MarkupWriter writer, PlotArea plot)
    {
        writer.Open("path").Attribute("class", "grid").Attribute("stroke", Palette.Grid).Attribute("fill", "none");
        string path = "";
        foreach (Tick tick in plot.Vertical.Ticks.Where(tick => tick.Label.Length > 0))
        {
            path += $"M{MarkupWriter.Number(plot.Left)} {MarkupWriter.Number(plot.Y(tick.Value))}h{MarkupWriter.Number(plot.Width)}";
        }

        foreach (Tick tick in plot.Horizontal.Ticks.Where(tick => tick.Label.Length > 0))
        {
            path += $"M{MarkupWriter.Number(plot.X(tick.Value))} {MarkupWriter.Number(plot.Top)}v{MarkupWriter.Number(plot.Height)}";
        }

        writer.Attribute("d", path).CloseEmpty().Line();
    }

    /// <summary>Draws the two axes with ticks, labels and titles.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plot">The plot area.</param>
    /// <param name="horizontalTitle">Title under the horizontal axis; empty for none.</param>
    /// <param name="verticalTitle">Title beside the vertical axis, read upwards; empty for none.</param>
    public static void DrawAxes(
        MarkupWriter writer, PlotArea plot, ReadOnlySpan<TextRun> horizontalTitle, ReadOnlySpan<TextRun> verticalTitle)
    {
        writer.Open("path").Attribute("class", "axis").Attribute("stroke", Palette.Ink).Attribute("fill", "none");
        string path = $"M{N(plot.Left)} {N(plot.Top)}V{N(plot.Bottom)}H{N(plot.Right)}";
        foreach (Tick tick in plot.Horizontal.Ticks)
        {
            path += $"M{N(plot.X(tick.Value))} {N(plot.Bottom)}v{N(Length(tick))}";
        }

        foreach (Tick tick in plot.Vertical.Ticks)
        {
            path += $"M{N(plot.Left)} {N(plot.Y(tick.Value))}h{N(-Length(tick))}";
        }

        writer.Attribute("d", path).CloseEmpty().Line();
        foreach (Tick tick in plot.Horizontal.Ticks.Where(tick => tick.Label.Length > 0))
        {
            FigureText.Draw(writer, plot.X(tick.Value), plot.Bottom + 16, TextStyle.Ink(LabelSize, "middle"), tick.Label);
        }

        foreach (Tick tick in plot.Vertical.Ticks.Where(tick => tick.Label.Length > 0))
        {
            FigureText.Draw(writer, plot.Left - 7, plot.Y(tick.Value) + 4, TextStyle.Ink(LabelSize, "end"), tick.Label);
        }

        if (!horizontalTitle.IsEmpty)
        {
            FigureText.Draw(writer, plot.Left + (plot.Width / 2), plot.Bottom + 34, TextStyle.Ink(12, "middle"), horizontalTitle);
        }

        if (!verticalTitle.IsEmpty)
        {
            TextStyle upwards = TextStyle.Ink(12, "middle") with { Turn = -90 };
            double labels = plot.Vertical.Ticks.Max(tick => FigureText.Width(tick.Label, LabelSize));
            FigureText.Draw(writer, plot.Left - Math.Max(37, labels + 15), plot.Top + (plot.Height / 2), upwards, verticalTitle);
        }
    }

    private static double Length(Tick tick) => tick.Label.Length > 0 ? TickLength : TickLength / 2;

    private static string N(double value) => MarkupWriter.Number(value);
}
