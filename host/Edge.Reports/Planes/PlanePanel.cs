using Edge.Reports.Axes;
using Edge.Reports.Drawing;

namespace Edge.Reports.Planes;

/// <summary>Draws one plane with its axes, bounds, traces, error bars and labels.</summary>
internal static class PlanePanel
{
    private const double LabelSize = 12;
    private const double TopMargin = 8;

    /// <summary>Radius of a layer's markers: nearer the input larger, so that coincident layers stay visible inside each other.</summary>
    /// <param name="index">Index of the layer, from 0.</param>
    /// <param name="count">Number of layers.</param>
    /// <returns>Figure units.</returns>
    public static double Radius(int index, int count) => 4.6 - (1.3 * index / Math.Max(1, count - 1));

    /// <summary>The epochs at which error bars are drawn: the last, and the one nearest to a tenth of it.</summary>
    /// <param name="view">The plane.</param>
    /// <returns>Increasing epochs.</returns>
    public static IReadOnlyList<int> BarEpochs(PlaneView view)
    {
        int[] epochs = [.. view.Traces.SelectMany(trace => trace.Points).Select(point => point.Epoch).Distinct().Order()];
        int tenth = epochs.MinBy(epoch => Math.Abs(Math.Log((1 + epoch) / (1 + (view.LastEpoch / 10.0)))));
        return tenth == view.LastEpoch ? [tenth] : [tenth, view.LastEpoch];
    }

    /// <summary>The plot area of a panel: from 0, or where the view begins, to a little beyond H(X) and H(Y).</summary>
    /// <param name="place">Where the panel stands.</param>
    /// <param name="view">The plane.</param>
    /// <returns>The area inside the axes.</returns>
    public static PlotArea Plot(Box place, PlaneView view)
    {
        double width = place.Right - place.Left - 54 - 14;
        double height = place.Bottom - place.Top - TopMargin - 44;
        LinearAxis horizontal = LinearAxis.Between(view.FromIXT, Beyond(view.FromIXT, view.HX, 20 / width), width > 400 ? 14 : 8);
        LinearAxis vertical = LinearAxis.Between(view.FromITY, Beyond(view.FromITY, view.HighestITY, 22 / height), 7);
        return new PlotArea(place.Left + 54, place.Top + TopMargin, width, height, horizontal, vertical);
    }

    private static double Beyond(double from, double to, double share) => from == 0 ? to * (1 + share) : to + ((to - from) * share);

    /// <summary>Draws the panel.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="place">Where the panel stands.</param>
    /// <param name="view">The plane.</param>
    /// <param name="names">Names of the layers, in the order of their marker shapes.</param>
    /// <param name="lastEpoch">The epoch at the end of the colour scale.</param>
    /// <param name="title">Title above the panel; empty for none.</param>
    public static void Draw(MarkupWriter writer, Box place, PlaneView view, List<string> names, int lastEpoch, string title)
    {
        PlotArea plot = Plot(place, view);
        EpochAxis epochs = new(lastEpoch);
        writer.Open("g").Attribute("class", "panel").Line();
        if (title.Length > 0)
        {
            string cut = FigureText.Shorten(title, 13, plot.Width);
            FigureText.Draw(writer, plot.Left, place.Top - 1, TextStyle.Ink(13) with { Bold = true }, cut);
        }

        AxisFrame.DrawGrid(writer, plot);
        LabelPlacer placer = new(new Box(plot.Left + 2, plot.Top + 2, plot.Right - 2, plot.Bottom - 2));
        PlaneBounds.Draw(writer, plot, view, placer);
        AxisFrame.DrawAxes(
            writer,
            plot,
            [TextRun.Formula("I(X;T)"), TextRun.Plain(" in bits")],
            [TextRun.Formula("I(T;Y)"), TextRun.Plain(" in bits")]);
        DrawLines(writer, plot, view, epochs, placer);
        if (view.Runs > 1)
        {
            DrawBars(writer, plot, view, epochs, placer);
        }

        DrawMarkers(writer, plot, view, names, epochs, placer);
        DrawLabels(writer, plot, view, placer);
        writer.Close().Line();
    }

    private static void DrawLines(MarkupWriter writer, PlotArea plot, PlaneView view, EpochAxis epochs, LabelPlacer placer)
    {
        foreach (PlaneTrace trace in view.Traces)
        {
            for (int i = 1; i < trace.Points.Count; i++)
            {
                (double x0, double y0) = At(plot, trace.Points[i - 1]);
                (double x1, double y1) = At(plot, trace.Points[i]);
                int step = ColourScale.EpochLight.Step(epochs.Position(trace.Points[i].Epoch));
                Segment(writer, $"h{step}", ColourScale.EpochLight[step], 1.3, $"M{N(x0)} {N(y0)}L{N(x1)} {N(y1)}");
                int samples = 1 + (int)(Math.Sqrt(((x1 - x0) * (x1 - x0)) + ((y1 - y0) * (y1 - y0))) / 5);
                for (int s = 1; s < samples; s++)
                {
                    placer.Avoid(x0 + ((x1 - x0) * s / samples), y0 + ((y1 - y0) * s / samples), 1.5, 14);
                }
            }
        }
    }

    private static void DrawBars(MarkupWriter writer, PlotArea plot, PlaneView view, EpochAxis epochs, LabelPlacer placer)
    {
        IReadOnlyList<int> chosen = BarEpochs(view);
        foreach (TracePoint point in view.Traces.SelectMany(trace => trace.Points).Where(point => chosen.Contains(point.Epoch)))
        {
            int step = ColourScale.EpochLight.Step(epochs.Position(point.Epoch));
            (string style, string colour) = ($"bar h{step}", ColourScale.EpochLight[step]);
            Segment(writer, style, colour, 1, Bars(plot, view, point, point.IXT.Deviation, point.ITY.Deviation, cap: 3));
            Segment(writer, style, colour, 3, Bars(plot, view, point, point.IXT.HalfWidth95, point.ITY.HalfWidth95, cap: 0));
            AvoidBars(plot, view, point, placer);
        }
    }

    private static void AvoidBars(PlotArea plot, PlaneView view, TracePoint point, LabelPlacer placer)
    {
        (double x, double y) = At(plot, point);
        double horizontal = Math.Max(point.IXT.Deviation, point.IXT.HalfWidth95), vertical = Math.Max(point.ITY.Deviation, point.ITY.HalfWidth95);
        double right = plot.X(Math.Min(view.HX, point.IXT.Mean + horizontal)), low = plot.Y(Math.Max(0, point.ITY.Mean - vertical));
        for (double at = plot.X(Math.Max(0, point.IXT.Mean - horizontal)); at <= right; at += 5)
        {
            placer.Avoid(at, y, 2.5, 12);
        }

        for (double at = plot.Y(Math.Min(view.HY, point.ITY.Mean + vertical)); at <= low; at += 5)
        {
            placer.Avoid(x, at, 2.5, 12);
        }
    }

    private static string Bars(PlotArea plot, PlaneView view, TracePoint point, double horizontal, double vertical, double cap)
    {
        (double x, double y) = At(plot, point);
        double left = plot.X(Math.Max(0, point.IXT.Mean - horizontal));
        double right = plot.X(Math.Min(view.HX, point.IXT.Mean + horizontal));
        double low = plot.Y(Math.Max(0, point.ITY.Mean - vertical));
        double high = plot.Y(Math.Min(view.HY, point.ITY.Mean + vertical));
        string caps = cap == 0 ? ""
            : $"M{N(left)} {N(y - cap)}v{N(2 * cap)}M{N(right)} {N(y - cap)}v{N(2 * cap)}"
                + $"M{N(x - cap)} {N(low)}h{N(2 * cap)}M{N(x - cap)} {N(high)}h{N(2 * cap)}";
        return $"M{N(left)} {N(y)}H{N(right)}M{N(x)} {N(low)}V{N(high)}{caps}";
    }

    private static void DrawMarkers(
        MarkupWriter writer, PlotArea plot, PlaneView view, List<string> names, EpochAxis epochs, LabelPlacer placer)
    {
        // By epoch first, so that late points lie above early ones whatever their layer.
        var ordered = view.Traces
            .SelectMany((trace, layer) => trace.Points.Select((point, index) => (trace, layer, point, index)))
            .OrderBy(item => item.point.Epoch).ThenBy(item => item.layer);
        foreach ((PlaneTrace trace, int layer, TracePoint point, int index) in ordered)
        {
            (double x, double y) = At(plot, point);
            bool last = index == trace.Points.Count - 1;
            int shape = names.IndexOf(trace.Name);
            double radius = Radius(shape, names.Count) * (last ? 1.35 : 0.85) * (plot.Width < 350 ? 0.85 : 1);
            int step = ColourScale.EpochLight.Step(epochs.Position(point.Epoch));
            string colour = ColourScale.EpochLight[step];
            writer.Open("path").Attribute("class", point.Saturated ? $"point hollow h{step}" : $"point filled k{step}");
            writer.Attribute("d", Marker.Path(shape, x, y, radius));
            writer.Attribute("fill", point.Saturated ? Palette.Paper : colour);
            writer.Attribute("stroke", point.Saturated ? colour : Palette.Paper);
            writer.Attribute("stroke-width", point.Saturated ? 1.3 : 0.6);
            writer.Attribute("data-series", layer).Attribute("data-index", index);
            writer.Open("title").Text(PointText.Of(trace.Name, point)).Close().Close().Line();
            placer.Avoid(x, y, radius + 1, last ? 45 : 20);
        }
    }

    private static void DrawLabels(MarkupWriter writer, PlotArea plot, PlaneView view, LabelPlacer placer)
    {
        List<LabelAnchor> anchors = [];
        List<(string Name, double X, double Y)> ends =
            [.. view.Traces.Select(trace => (trace.Label, At(plot, trace.Points[^1]).X, At(plot, trace.Points[^1]).Y))];
        while (ends.Count > 0)
        {
            (_, double x, double y) = ends[^1];
            List<string> names = [.. ends.Where(Near).Select(end => end.Name)];
            ends.RemoveAll(Near);
            string text = string.Join(", ", names);
            anchors.Add(new LabelAnchor(text, x, y, FigureText.Width(text, LabelSize) + 4, LabelSize + 2));

            bool Near((string Name, double X, double Y) end) => Math.Abs(end.X - x) < 5 && Math.Abs(end.Y - y) < 5;
        }

        Box?[] places = placer.Place(anchors);
        for (int i = 0; i < anchors.Count; i++)
        {
            if (places[i] is Box box)
            {
                DrawLabel(writer, anchors[i], box);
            }
        }
    }

    private static void DrawLabel(MarkupWriter writer, LabelAnchor anchor, Box box)
    {
        (double x, double y, double nearX, double nearY) = LabelPlacer.Leader(anchor.X, anchor.Y, box);
        double distance = Math.Sqrt(((nearX - x) * (nearX - x)) + ((nearY - y) * (nearY - y)));
        if (distance > 10)
        {
            double cut = 7 / distance;
            string path = $"M{N(x + ((nearX - x) * cut))} {N(y + ((nearY - y) * cut))}L{N(nearX)} {N(nearY)}";
            Segment(writer, "leader", Palette.Muted, 0.8, path);
        }

        // The estimated width is on the safe side: the text is set against the end nearer to its point.
        (double at, string side) = x <= box.Left ? (box.Left + 2, "start") : x >= box.Right ? (box.Right - 2, "end")
            : ((box.Left + box.Right) / 2, "middle");
        writer.Open("g").Attribute("class", "halo").Attribute("stroke", Palette.Paper).Attribute("stroke-width", 3);
        writer.Attribute("paint-order", "stroke");
        FigureText.Draw(writer, at, box.Bottom - 3.5, TextStyle.Ink(LabelSize, side) with { Bold = true }, anchor.Text);
        writer.Close().Line();
    }

    private static void Segment(MarkupWriter writer, string style, string colour, double width, string path) =>
        writer.Open("path").Attribute("class", style).Attribute("stroke", colour).Attribute("stroke-width", width)
            .Attribute("fill", "none").Attribute("d", path).CloseEmpty().Line();

    private static (double X, double Y) At(PlotArea plot, TracePoint point) => (plot.X(point.IXT.Mean), plot.Y(point.ITY.Mean));

    private static string N(double value) => MarkupWriter.Number(value);
}
