using System.Globalization;
using Edge.Reports.Axes;
using Edge.Reports.Curves;
using Edge.Reports.Drawing;
using Edge.Reports.Planes;
using Edge.Reports.Statistics;

namespace Edge.Reports.Gradients;

/// <summary>
/// Draws the norms of the gradients of every layer against the epoch, both axes logarithmic. First panel: norm of the mean (full) and of the
/// variance (dashed), as the last row of figures 2 and 5 of Raj et al. 2020. Second panel: norms of mean and standard deviation, which have the
/// same unit and can be compared, over the norm of the weights, as Shwartz-Ziv and Tishby 2017, figure 4.
/// </summary>
public static class GradientFigure
{
    // Below this share of the largest value a norm is 0 for the eye; a logarithmic axis has no place for 0.
    private const double LeastShare = 1e-12;

    /// <summary>Draws the two panels side by side; one above the other on a narrow page.</summary>
    /// <param name="points">Points of one network, each (run, epoch, layer) once; those with a number that is not finite are left out.</param>
    /// <param name="options">Name of the network and where the figure will stand.</param>
    /// <returns>SVG.</returns>
    /// <exception cref="ReportDataException">There is no point that can be drawn, or one stands twice.</exception>
    public static string Write(IReadOnlyList<GradientPoint> points, FigureOptions options)
    {
        List<GradientPoint> drawn = Drawable(points);
        bool narrow = options.Use == FigureUse.NarrowPage;
        double panelWidth = narrow ? 380 : 520;
        double height = narrow ? 190 : 240;
        double top = 26;
        MarkupWriter body = new();
        if (options.Use == FigureUse.File)
        {
            FigureText.DrawTitle(body, options.Network, panelWidth);
            top = 56;
        }

        List<Curve> norms = Curves(drawn, point => point.MeanNorm, point => point.VarianceNorm, "variance");
        List<Curve> relative = Curves(drawn, point => point.RelativeMean, point => point.RelativeDeviation, "standard deviation");
        double room = CurvePanel.LabelRoom(norms);
        EpochAxis epochs = new(drawn.Max(point => point.Epoch));
        PlotArea left = new(48, top, panelWidth - 48 - room, height, epochs, Axis(norms));
        double x = narrow ? 48 : panelWidth + 48;
        double y = narrow ? left.Bottom + 58 : top;
        PlotArea right = left with { Left = x, Top = y, Vertical = Axis(relative) };
        CurvePanel.Draw(body, left, norms, [TextRun.Plain("Norms of mean (full) and variance (dashed)")], withEpochTitle: !narrow, withSpread: false);
        CurvePanel.Draw(
            body, right, relative, [TextRun.Plain("Mean, deviation (dashed) over norm of weights")], withEpochTitle: true, withSpread: false);
        double end = right.Bottom + 40;
        double width = narrow ? panelWidth : 2 * panelWidth;
        foreach (string line in FigureText.Wrap(Caption(points, drawn), 11, width - 28))
        {
            end += 15;
            FigureText.Draw(body, 14, end, TextStyle.Muted(11), line);
        }

        return FigureRoot.Wrap(body, width, end + 12, $"Norms of the gradients of {options.Network} against the epoch", options.Use);
    }

    /// <summary>The points that a figure or a table can hold.</summary>
    /// <exception cref="ReportDataException">There is none, or one stands twice.</exception>
    internal static List<GradientPoint> Drawable(IReadOnlyList<GradientPoint> points)
    {
        HashSet<(int Run, int Epoch, int Layer)> seen = [];
        foreach (GradientPoint point in points)
        {
            if (!seen.Add((point.Run, point.Epoch, point.Layer)))
            {
                throw new ReportDataException($"There are two points of the gradients of {point.Name}, run {point.Run}, epoch {point.Epoch}; keep one.");
            }
        }

        List<GradientPoint> drawn =
            [.. points.Where(point => double.IsFinite(point.RelativeMean + point.RelativeDeviation + point.VarianceNorm)).OrderBy(point => point.Run)];
        return drawn.Count > 0 ? drawn : throw new ReportDataException("There are no norms of gradients to draw; train at least one epoch.");
    }

    private static string Caption(IReadOnlyList<GradientPoint> points, List<GradientPoint> drawn)
    {
        int runs = drawn.Select(point => point.Run).Distinct().Count();
        string text = "Each weight's gradient has a mean and a variance over the batches of an epoch; norms are over the weights of a layer. ";
        text += runs == 1 ? "One run." : string.Create(CultureInfo.InvariantCulture, $"Means of {runs} runs.");
        int left = points.Count - drawn.Count;
        return left == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $" Not finite at {left} of {points.Count} points, left out.");
    }

    private static List<Curve> Curves(
        List<GradientPoint> points, Func<GradientPoint, double> mean, Func<GradientPoint, double> spread, string spreadName)
    {
        List<Curve> curves = [];
        IGrouping<(int Layer, string Name), GradientPoint>[] layers =
            [.. points.GroupBy(point => (point.Layer, point.Name)).OrderBy(layer => layer.Key.Layer)];
        for (int i = 0; i < layers.Length; i++)
        {
            string name = layers[i].Key.Name;
            int step = ColourScale.DepthLight.Step((double)i / Math.Max(1, layers.Length - 1));
            (string style, string colour) = ($"d{step}", ColourScale.DepthLight[step]);
            curves.Add(new Curve(PlaneTrace.Shorten(name), style, colour, "", i, Along(layers[i], mean, name, "mean")));
            curves.Add(new Curve("", style, colour, "4 3", i, Along(layers[i], spread, name, spreadName)));
        }

        return curves;
    }

    private static List<CurvePoint> Along(IEnumerable<GradientPoint> layer, Func<GradientPoint, double> value, string name, string what) =>
    [
        .. from epoch in layer.GroupBy(point => point.Epoch)
           orderby epoch.Key
           let summary = Summary.Of([.. epoch.Select(value)])
           select new CurvePoint(epoch.Key, summary, false, Text(name, what, epoch.Key, summary)),
    ];

    private static string Text(string name, string what, int epoch, Summary summary)
    {
        string runs = summary.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"\nmean of {summary.Count} runs");
        return string.Create(CultureInfo.InvariantCulture, $"{name}, {what}, epoch {epoch}\n{summary.ToText("0.00e0")}{runs}");
    }

    private static IAxis Axis(List<Curve> curves)
    {
        double[] values = [.. curves.SelectMany(curve => curve.Points).Select(point => point.Value.Mean).Where(value => value is >= 1e-290 and <= 1e290)];
        return values.Length == 0
            ? LinearAxis.Covering(0, 1, 6)
            : new LogAxis(Math.Max(values.Min(), LeastShare * values.Max()), values.Max(), 7);
    }
}
