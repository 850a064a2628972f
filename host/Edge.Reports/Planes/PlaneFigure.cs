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

    /// <summary>Draws the plane of one network.</summary>
    /// <param name="points">Points of one network on one row set, from one or more devices, one or more runs.</param>
    /// <param name="options">Name of the network and where the figure will stand.</param>
    /// <returns>SVG; the same points in any order of runs give the same text.</returns>
    /// <exception cref="ReportDataException">The points cannot be drawn, see <see cref="PlaneView.PerDevice"/>.</exception>
    public static string Write(IReadOnlyList<PlanePoint> points, FigureOptions options)
    {
        List<(string Title, PlaneView View)> panels = [];
        string caption = Add(panels, points, options.Network, options.Logits, withNetwork: false, options.HiddenLayers);
        return Compose(panels, [caption], options.Network, options.Use);
    }

    /// <summary>Draws the planes of several networks side by side, each on its first row set.</summary>
    /// <param name="networks">The networks; their metrics, layer shapes and further row sets are not used.</param>
    /// <param name="title">Title of the figure; any text.</param>
    /// <param name="use">Where the figure will stand; an SVG file of its own by default.</param>
    /// <param name="hiddenLayers">Whether each plane's hidden layers stand beside it, enlarged.</param>
    /// <returns>SVG.</returns>
    /// <exception cref="ReportDataException">There is no network, or the points of one cannot be drawn.</exception>
    public static string WriteSideBySide(
        IReadOnlyList<NetworkReport> networks, string title, FigureUse use = FigureUse.File, bool hiddenLayers = false)
    {
        if (networks.Count == 0)
        {
            throw new ReportDataException("There is no network to draw; name at least one.");
        }

        List<(string Title, PlaneView View)> panels = [];
        string[] captions =
        [
            .. networks.Select(network =>
                Add(panels, network.On(network.RowSets[0]), network.Name, network.Logits, withNetwork: true, hiddenLayers)),
        ];
        return Compose(panels, captions, title, use);
    }

    private static string Add(
        List<(string Title, PlaneView View)> panels, IReadOnlyList<PlanePoint> points, string network, bool logits, bool withNetwork, bool hiddenLayers)
    {
        IReadOnlyList<PlaneView> views = PlaneView.PerDevice(points, logits);
        IReadOnlyList<DeviceComparison> comparisons = DeviceComparison.WithFirst(points);
        bool agree = comparisons.All(comparison => comparison.Agree);
        foreach (PlaneView view in agree ? [views[0]] : views)
        {
            string device = agree ? "" : view.Device;
            string rows = $"rows {view.Rows}";
            panels.Add((!withNetwork ? device : agree ? $"{network}, {rows}" : $"{network}, {device}, {rows}", view));
            if (hiddenLayers && view.Hidden() is PlaneView hidden)
            {
                panels.Add((agree ? "hidden layers" : $"hidden layers, {device}", hidden));
            }
        }

        return Caption(network, views, comparisons);
    }

    private static string Compose(
        List<(string Title, PlaneView View)> panels, IReadOnlyList<string> captions, string title, FigureUse use)
    {
        bool narrow = use == FigureUse.NarrowPage;
        int columns = narrow ? 1 : Math.Min(2, panels.Count);
        double panelWidth = narrow ? 380 : columns == 1 ? 700 : 470;
        double titleHeight = panels.Any(panel => panel.Title.Length > 0) ? 22 : 0;
        double panelHeight = (narrow ? 310 : columns == 1 ? 412 : 360) + titleHeight;
        double width = columns * panelWidth;
        double y = 0;
        MarkupWriter body = new();
        if (use == FigureUse.File)
        {
            FigureText.DrawTitle(body, title, width);
            y = 32;
        }

        double top = y;
        int lastEpoch = panels.Max(panel => panel.View.LastEpoch);

        // A name has one shape in all panels; the deepest network gives the order.
        IEnumerable<PlaneView> deepestFirst = panels.Select(panel => panel.View).OrderByDescending(view => view.Traces.Count);
        List<string> names = [.. deepestFirst.SelectMany(view => view.Traces).Select(trace => trace.Name).Distinct()];
        for (int i = 0; i < panels.Count; i++)
        {
            double left = i % columns * panelWidth;
            double panelTop = top + (i / columns * panelHeight);
            Box place = new(left, panelTop + titleHeight, left + panelWidth, panelTop + panelHeight);
            PlanePanel.Draw(body, place, panels[i].View, names, lastEpoch, panels[i].Title);
            y = place.Bottom;
        }

        bool hollow = panels.Any(panel => panel.View.Traces.Any(trace => trace.Points.Any(point => point.Saturated)));
        y = PlaneLegend.Draw(body, new Box(14, y + 6, width - 14, y + 6), names, hollow, lastEpoch);
        foreach (string line in captions.SelectMany(caption => FigureText.Wrap(caption, CaptionSize, width - 28)))
        {
            y += 15;
            FigureText.Draw(body, 14, y, TextStyle.Muted(CaptionSize), line);
        }

        return FigureRoot.Wrap(body, width, y + 12, $"Information plane of {title}", use);
    }

    private static string Caption(string network, IReadOnlyList<PlaneView> views, IReadOnlyList<DeviceComparison> comparisons)
    {
        PlaneView first = views[0];
        string devices = comparisons.Count == 0 ? $"device {first.Device}" : string.Join("; ", comparisons);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"Network {network}; rows: {first.Rows} ({first.Count}); {devices}; {first.RunsText}.");
        if (views.Any(view => view.Runs > 1))
        {
            string epochs = string.Join(" and ", PlanePanel.BarEpochs(first));
            text += " Thin bars: one standard deviation of the runs; thick bars: 95 % interval of the mean (Student t);";
            text += $" at epochs {epochs}.";
        }

        if (views.Any(view => view.Runs > 1 && view.Traces.Any(trace => trace.Points.Any(point => point.Saturated))))
        {
            text += " Hollow: saturated in half of the runs or more.";
        }

        return text;
    }
}
