using System.Globalization;
using Edge.Reports.Drawing;
using Edge.Reports.Planes;
using Edge.Reports.Statistics;

namespace Edge.Reports.Page;

/// <summary>Writes the table of the last epoch: one line per layer, one table per device that differs.</summary>
internal static class LayerTable
{
    private const string Missing = "–";

    /// <summary>Writes the tables of a network.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="network">The network.</param>
    public static void Write(MarkupWriter html, NetworkReport network)
    {
        IReadOnlyList<PlaneView> views = PlaneView.PerDevice(network.Plane, withLogits: true);
        bool agree = DeviceComparison.WithFirst(network.Plane).All(comparison => comparison.Agree);
        foreach (PlaneView view in agree ? [views[0]] : views)
        {
            string devices = agree ? string.Join(" = ", views.Select(other => other.Device)) : view.Device;
            WriteTable(html, network, view, devices);
        }
    }

    private static void WriteTable(MarkupWriter html, NetworkReport network, PlaneView view, string devices)
    {
        string runs = view.Runs == 1 ? ""
            : string.Create(CultureInfo.InvariantCulture, $", means of {view.Runs} runs ± half the 95 % interval");
        html.Open("div").Attribute("class", "scroll").Attribute("tabindex", "0").Attribute("role", "region");
        html.Attribute("aria-label", "Layers of " + network.Name).Line().Open("table").Line();
        string caption = string.Create(CultureInfo.InvariantCulture, $"Epoch {view.LastEpoch}, {devices}{runs}; information in bits");
        html.Open("caption").Text(caption).Close().Line().Open("thead").Open("tr");
        foreach (string heading in (string[])["layer", "width", "codes", "H(T)", "I(X;T)", "I(T;Y)", "distinct", "saturated"])
        {
            html.Open("th").Attribute("scope", "col").Text(heading).Close();
        }

        html.Close().Close().Line().Open("tbody").Line();
        foreach (PlaneTrace trace in view.Traces)
        {
            if (trace.Points[^1].Epoch == view.LastEpoch)
            {
                WriteLine(html, trace.Name, network.Layers.FirstOrDefault(layer => layer.Name == trace.Name), trace.Points[^1]);
            }
        }

        html.Close().Close().Close().Line();
    }

    private static void WriteLine(MarkupWriter html, string name, LayerShape? shape, TracePoint point)
    {
        html.Open("tr").Open("th").Attribute("scope", "row").Text(name).Close();
        Cell(html, shape?.Width.ToString(CultureInfo.InvariantCulture) ?? Missing);
        Cell(html, shape?.Codes.ToString(CultureInfo.InvariantCulture) ?? Missing);
        Value(html, point.HT);
        Value(html, point.IXT);
        Value(html, point.ITY);
        Cell(html, point.Distinct.Mean.ToString("0.#", CultureInfo.InvariantCulture));
        string saturated = point.SaturatedRuns == 0 ? "no"
            : point.Runs == 1 ? "yes" : string.Create(CultureInfo.InvariantCulture, $"{point.SaturatedRuns} of {point.Runs}");
        Cell(html, saturated);
        html.Close().Line();
    }

    private static void Cell(MarkupWriter html, string text) => html.Open("td").Text(text).Close();

    private static void Value(MarkupWriter html, Summary value)
    {
        if (value.Count == 1)
        {
            Cell(html, value.Mean.ToString("0.0000", CultureInfo.InvariantCulture));
            return;
        }

        html.Open("td").Text(value.Mean.ToString("0.000", CultureInfo.InvariantCulture)).Open("small");
        html.Text(" ± " + value.HalfWidth95.ToString("0.000", CultureInfo.InvariantCulture)).Close().Close();
    }
}
