using System.Globalization;
using Edge.Reports.Axes;
using Edge.Reports.Drawing;
using Edge.Reports.Statistics;

namespace Edge.Reports.Curves;

/// <summary>Draws accuracy (train, test, device) and loss against the epoch, with bands over the runs.</summary>
public static class MetricsFigure
{
    private const double Width = 440;
    private const double PlotHeight = 170;

    /// <summary>Draws the two panels, one above the other.</summary>
    /// <param name="metrics">Metrics of one network, of one or more runs, each (run, epoch) once.</param>
    /// <param name="options">Name of the network and where the figure will stand.</param>
    /// <returns>SVG.</returns>
    /// <exception cref="ReportDataException">There is no point, one stands twice, or an accuracy is not a fraction from 0 to 1.</exception>
    public static string Write(IReadOnlyList<MetricsPoint> metrics, FigureOptions options)
    {
        Check(metrics);
        int last = metrics.Max(point => point.Epoch);
        List<Curve> accuracies = [];
        Add(accuracies, metrics, "train rows", "train", Palette.Train, "", 0, point => point.TrainAccuracy);
        Add(accuracies, metrics, "test rows", "test", Palette.Test, "", 1, point => point.TestAccuracy);
        Add(accuracies, metrics, "integer, all", "device", Palette.Device, "4 3", 3, point => point.DeviceAccuracy);
        List<Curve> losses = [];
        Add(losses, metrics, "train rows", "train", Palette.Train, "", 0, point => double.IsFinite(point.Loss) ? point.Loss : null);
        Add(losses, metrics, "test rows", "test", Palette.Test, "", 1, point => point.TestLoss is double loss && double.IsFinite(loss) ? loss : null);

        double width = options.Use == FigureUse.NarrowPage ? 380 : Width;
        double room = CurvePanel.LabelRoom(accuracies.Concat(losses));
        double y = 26;
        MarkupWriter body = new();
        if (options.Use == FigureUse.File)
        {
            FigureText.DrawTitle(body, options.Network, width);
            y = 56;
        }

        EpochAxis epochs = new(last);
        double lowest = accuracies.SelectMany(curve => curve.Points).Min(point => point.Value.Mean - point.Value.Deviation);
        LinearAxis fractions = LinearAxis.Covering(Math.Clamp(lowest, 0, 0.95), 1, 7);
        PlotArea upper = new(48, y, width - 48 - room, PlotHeight, epochs, fractions);
        CurvePanel.Draw(body, upper, accuracies, [TextRun.Plain("Accuracy")], withEpochTitle: false);
        y = upper.Bottom + 24;
        if (losses.Count > 0)
        {
            IAxis lossAxis = LossAxis(losses, out string kind);
            PlotArea lower = new(48, y + 28, width - 48 - room, PlotHeight, epochs, lossAxis);
            CurvePanel.Draw(body, lower, losses, [TextRun.Plain("Loss in nats" + kind)], withEpochTitle: true);
            y = lower.Bottom + 40;
        }

        int diverged = metrics.Count(point => !double.IsFinite(point.Loss));
        if (diverged > 0)
        {
            string note = string.Create(
                CultureInfo.InvariantCulture, $"Loss not finite at {diverged} of {metrics.Count} points, left out.");
            FigureText.Draw(body, 14, y + 11, TextStyle.Muted(11), note);
            y += 16;
        }

        foreach (string line in FigureText.Wrap(Caption(metrics, options), 11, width - 28))
        {
            FigureText.Draw(body, 14, y + 11, TextStyle.Muted(11), line);
            y += 15;
        }

        return FigureRoot.Wrap(body, width, y + 8, $"Accuracy and loss of {options.Network}", options.Use);
    }

    private static string Caption(IReadOnlyList<MetricsPoint> metrics, FigureOptions options)
    {
        string sets = metrics.Any(point => point.TestAccuracy.HasValue) ? "training and test rows" : "training rows";
        string text = $"Lines: {options.AccuracyOf} on {sets}.{(options.LossOf.Length > 0 ? " " + options.LossOf : "")}";
        string[] devices = [.. metrics.Where(point => point.DeviceAccuracy.HasValue).Select(point => point.Device).Distinct()];
        if (devices.Length > 0)
        {
            string by = string.Join(", ", devices.Where(device => device.Length > 0));
            text += $" Dashed: the integer model{(by.Length > 0 ? $" as {by} ran it" : "")}, on all rows.";
        }

        int runs = metrics.Select(point => point.Run).Distinct().Count();
        return runs == 1 ? text + " One run."
            : text + string.Create(
                CultureInfo.InvariantCulture,
                $" Means of {runs} runs; areas: 95 % interval of the mean (Student t); dotted: one standard deviation of the runs.");
    }

    private static void Check(IReadOnlyList<MetricsPoint> metrics)
    {
        if (metrics.Count == 0)
        {
            throw new ReportDataException("There are no metrics to draw; record at least one epoch.");
        }

        HashSet<(int Run, int Epoch)> seen = [];
        foreach (MetricsPoint point in metrics)
        {
            bool valid = point.Epoch >= 0 && point.TrainAccuracy is >= 0 and <= 1
                && point.TestAccuracy is null or (>= 0 and <= 1)
                && point.DeviceAccuracy is null or (>= 0 and <= 1);
            if (!valid)
            {
                throw new ReportDataException($"The accuracy of run {point.Run}, epoch {point.Epoch} is not from 0 to 1; compute it anew.");
            }

            if (!seen.Add((point.Run, point.Epoch)))
            {
                throw new ReportDataException($"There are two lines of metrics for run {point.Run}, epoch {point.Epoch}; keep one.");
            }
        }
    }

    private static void Add(
        List<Curve> curves,
        IReadOnlyList<MetricsPoint> metrics,
        string name,
        string style,
        string colour,
        string dash,
        int shape,
        Func<MetricsPoint, double?> value)
    {
        List<CurvePoint> points = [];
        foreach (IGrouping<int, MetricsPoint> epoch in metrics.GroupBy(point => point.Epoch).OrderBy(group => group.Key))
        {
            List<double> values = [.. epoch.OrderBy(point => point.Run).Select(value).OfType<double>()];
            if (values.Count > 0)
            {
                Summary summary = Summary.Of(values);
                points.Add(new CurvePoint(epoch.Key, summary, false, Text(name, epoch.Key, summary)));
            }
        }

        if (points.Count > 0)
        {
            curves.Add(new Curve(name, style, colour, dash, shape, points));
        }
    }

    private static string Text(string name, int epoch, Summary summary)
    {
        string runs = summary.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"\nmean of {summary.Count} runs");
        return string.Create(CultureInfo.InvariantCulture, $"{name}, epoch {epoch}\n{summary.ToText("0.0000")}{runs}");
    }

    private static IAxis LossAxis(List<Curve> losses, out string kind)
    {
        double low = losses.SelectMany(loss => loss.Points).Min(point => point.Value.Mean);
        double high = losses.SelectMany(loss => loss.Points).Max(point => point.Value.Mean);
        bool logarithmic = low >= 1e-9 && high <= 1e9 && high / low >= 6;
        kind = logarithmic ? ", logarithmic" : "";
        return logarithmic ? new LogAxis(low, high, 6) : LinearAxis.Covering(Math.Min(0, low), Math.Clamp(high, 1e-9, 1e9), 6);
    }
}
