using System.Globalization;
using Edge.Information;
using Edge.Reports.Drawing;

namespace Edge.Reports.Planes;

/// <summary>
/// Draws the information plane: I(X;T) rightwards, I(T;Y) upwards, both in bits; one trace per layer through the epochs, the epoch
/// as colour, the layer as marker shape, with the bounds H(X), H(Y) and I(T;Y) &lt;= I(X;T) (data processing inequality).
/// Runs are averaged; devices that agree share one plane, others stand side by side.
/// </summary>
public static class PlaneFigure
{
    private const double CaptionSize = 11;

    /// <summary>Draws a plane.</summary>
    /// <param name="points">Points of one network on one row set, from one or more devices, one or more runs.</param>
    /// <param name="options">Name of the network and where the figure will stand.</param>
    /// <returns>SVG; the same points in any order of runs give the same text.</returns>
    /// <exception cref="ReportDataException">The points cannot be drawn, see <see cref="PlaneView.PerDevice"/>.</exception>
    public static string Write(IReadOnlyList<PlanePoint> points, FigureOptions options)
    {
        IReadOnlyList<PlaneView> views = PlaneView.PerDevice(points, options.Logits);
        IReadOnlyList<DeviceComparison> comparisons = DeviceComparison.WithFirst(points);
        IReadOnlyList<PlaneView> shown = comparisons.All(comparison => comparison.Agree) ? [views[0]] : views;

        bool narrow = options.Use == FigureUse.NarrowPage;
        int columns = narrow ? 1 : Math.Min(2, shown.Count);
        double panelWidth = narrow ? 380 : columns == 1 ? 700 : 470;
        double title = shown.Count > 1 ? 22 : 0;
        double panelHeight = (narrow ? 310 : columns == 1 ? 412 : 360) + title;
        double width = columns * panelWidth;
        double y = 0;
        MarkupWriter body = new();
        if (options.Use == FigureUse.File)
        {
            FigureText.DrawTitle(body, options.Network, width);
            y = 32;
        }

        double top = y;
        int lastEpoch = shown.Max(view => view.LastEpoch);
        for (int i = 0; i < shown.Count; i++)
        {
            double left = i % columns * panelWidth;
            double panelTop = top + (i / columns * panelHeight);
            Box place = new(left, panelTop + title, left + panelWidth, panelTop + panelHeight);
            PlanePanel.Draw(body, place, shown[i], lastEpoch, shown.Count > 1 ? shown[i].Device : "");
            y = place.Bottom;
        }

        y = PlaneLegend.Draw(body, new Box(14, y + 6, width - 14, y + 6), shown, lastEpoch);
        foreach (string line in FigureText.Wrap(Caption(options, views, shown, comparisons), CaptionSize, width - 28))
        {
            y += 15;
            FigureText.Draw(body, 14, y, TextStyle.Muted(CaptionSize), line);
        }

        return FigureRoot.Wrap(body, width, y + 12, $"Information plane of {options.Network}", options.Use);
    }

    private static string Caption(
        FigureOptions options, IReadOnlyList<PlaneView> views, IReadOnlyList<PlaneView> shown, IReadOnlyList<DeviceComparison> comparisons)
    {
        PlaneView first = views[0];
        string devices = comparisons.Count == 0 ? $"device {first.Device}" : string.Join("; ", comparisons);
        string runs = first.Runs == 1 ? "one run" : string.Create(CultureInfo.InvariantCulture, $"means of {first.Runs} runs");
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"Network {options.Network}; rows: {first.Rows} ({first.Count}); {devices}; {runs}.");
        if (shown.Any(view => view.Runs > 1))
        {
            string epochs = string.Join(" and ", PlanePanel.BarEpochs(first));
            text += " Thin bars: one standard deviation of the runs; thick bars: 95 % interval of the mean (Student t);";
            text += $" at epochs {epochs}.";
        }

        return text;
    }
}
