using System.Globalization;
using Edge.Information;
using Edge.Reports.Drawing;
using Edge.Reports.Planes;
using Edge.Reports.Statistics;

namespace Edge.Reports.Page;

/// <summary>Writes the table of the last epoch: one line per layer, one table per device that differs.</summary>
internal static class LayerTable
{
    private const string Missing = "–";

    /// <summary>Writes the tables of a network on one row set.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="network">The network.</param>
    /// <param name="points">Its points on the row set.</param>
    public static void Write(MarkupWriter html, NetworkReport network, IReadOnlyList<PlanePoint> points)
    {
        IReadOnlyList<PlaneView> views = PlaneView.PerDevice(points, withLogits: true);
        bool agree = DeviceComparison.WithFirst(points).All(comparison => comparison.Agree);
        foreach (PlaneView view in agree ? [views[0]] : views)
        {
            string devices = agree ? string.Join(" = ", views.Select(other => other.Device)) : view.Device;
            WriteTable(html, network, view, devices);
        }
    }

    private static void WriteTable(MarkupWriter html, NetworkReport network, PlaneView view, string devices)
    {
        PlaneTrace[] reached = [.. view.Traces.Where(trace => trace.Points[^1].Epoch == view.LastEpoch)];
        string runs = AccuracyText.Runs(reached[0].Points[^1].Runs, view.Runs);
        string caption = string.Create(CultureInfo.InvariantCulture, $"Epoch {view.LastEpoch}, rows: {view.Rows} ({view.Count}), {devices}; information in bits, ")
            + $"H(X){view.HXText}, H(Y){view.HYText}.{runs}";

        // Outside the part that scrolls on narrow screens, so that it is read whole.
        html.Open("p").Attribute("class", "caption").Text(caption).Close().Line();
        html.Open("div").Attribute("class", "scroll").Attribute("tabindex", "0").Attribute("role", "region");
        html.Attribute("aria-label", string.Create(CultureInfo.InvariantCulture, $"Layers of {network.Name} on rows {view.Rows}"));
        html.Line().Open("table").Line().Open("thead").Open("tr");
        foreach (string heading in (string[])["layer", "width", "codes", "H(T)", "I(X;T)", "I(T;Y)", "distinct", "saturated"])
        {
            html.Open("th").Attribute("scope", "col").Text(heading).Close();
        }

        html.Close().Close().Line().Open("tbody").Line();
        foreach (PlaneTrace trace in reached)
        {
            WriteLine(html, trace.Name, network.Layers.FirstOrDefault(layer => layer.Name == trace.Name), trace.Points[^1]);
        }

        html.Close().Close().Close().Line();
    }

    private static void WriteLine(MarkupWriter html, string name, LayerShape? shape, TracePoint point)
    {
        html.Open("tr").Open("th").Attribute("scope", "row").Text(name).Close();
        Cell(html, shape?.Width.ToString(CultureInfo.InvariantCulture) ?? Missing);
        Cell(html, shape?.Codes.ToString(CultureInfo.InvariantCulture) ?? Missing);
        Value(html, point.HT, "0.0000", "0.000");
        Value(html, point.IXT, "0.0000", "0.000");
        Value(html, point.ITY, "0.0000", "0.000");
        Value(html, point.Distinct, "0", "0.#");
        string saturated = point.SaturatedRuns == 0 ? "no"
            : point.Runs == 1 ? "yes" : string.Create(CultureInfo.InvariantCulture, $"{point.SaturatedRuns} of {point.Runs}");
        Cell(html, saturated);
        html.Close().Line();
    }

    private static void Cell(MarkupWriter html, string text) => html.Open("td").Text(text).Close();

    private static void Value(MarkupWriter html, Summary value, string single, string several)
    {
        if (value.Count == 1)
        {
            Cell(html, value.ToText(single));
            return;
        }

        // The mean in full size, what it is worth smaller behind or, on narrow screens, under it.
        string mean = value.Mean.ToString(several, CultureInfo.InvariantCulture);
        html.Open("td").Text(mean).Open("small").Text(value.ToText(several)[mean.Length..]).Close().Close();
    }
}
