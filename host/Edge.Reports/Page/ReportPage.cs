using System.Globalization;
using Edge.Information;
using Edge.Reports.Curves;
using Edge.Reports.Drawing;
using Edge.Reports.Planes;

namespace Edge.Reports.Page;

/// <summary>Writes <c>report.html</c>: one page that holds its figures, style and script, and asks for nothing.</summary>
public static class ReportPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="content">What it shows.</param>
    /// <returns>HTML; the same content gives the same text.</returns>
    /// <exception cref="ReportDataException">Points or metrics of a network cannot be drawn.</exception>
    public static string Write(ReportContent content)
    {
        MarkupWriter html = new();
        html.Raw("<!DOCTYPE html>\n").Open("html").Attribute("lang", "en").Line();
        PageHead.Write(html, content.Title);
        html.Open("body").Line().Open("main").Line();
        WriteHeader(html, content);
        foreach (NetworkReport network in content.Networks)
        {
            WriteNetwork(html, network);
        }

        WriteReading(html);
        html.Close().Line();
        html.Open("script").Raw(PageResources.Script).Close().Line();
        return html.Close().Line().Close().Line().ToMarkup();
    }

    private static void WriteHeader(MarkupWriter html, ReportContent content)
    {
        html.Open("header").Line();
        html.Open("p").Attribute("class", "kicker").Text("Edge report").Close().Line();
        html.Open("h1").Text(content.Title).Close().Line();
        if (content.Verdicts.Count > 0)
        {
            html.Open("ul").Attribute("class", "verdicts").Line();
            foreach (Verdict verdict in content.Verdicts)
            {
                html.Open("li").Attribute("class", verdict.Agree ? "good" : "bad");
                html.Open("b").Text(verdict.Agree ? "Equal. " : "Different. ").Close();
                html.Text((verdict.Network.Length > 0 ? verdict.Network + ": " : "") + verdict).Close().Line();
            }

            html.Close().Line();
        }

        FactList.Write(html, content.Run);
        html.Close().Line();
    }

    private static void WriteNetwork(MarkupWriter html, NetworkReport network)
    {
        html.Open("section").Line().Open("h2").Text(network.Name).Close().Line();
        if (network.Description.Length > 0)
        {
            html.Open("p").Text(network.Description).Close().Line();
        }

        if (network.Metrics.Count > 0)
        {
            html.Open("p").Text(AccuracyText.Of(network.Metrics)).Close().Line();
        }

        IReadOnlyList<string> rowSets = network.RowSets;
        if (rowSets.Count > 1)
        {
            string names = string.Join(" and ", rowSets);
            html.Open("p").Text($"Information was measured on {rowSets.Count} row sets, one below the other: {names}.").Close().Line();
        }

        for (int i = 0; i < rowSets.Count; i++)
        {
            WriteRowSet(html, network, rowSets[i], withMetrics: i == 0 && network.Metrics.Count > 0, withHeading: rowSets.Count > 1);
        }

        html.Close().Line();
    }

    private static void WriteRowSet(MarkupWriter html, NetworkReport network, string rows, bool withMetrics, bool withHeading)
    {
        IReadOnlyList<PlanePoint> points = network.On(rows);
        if (withHeading)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"Rows: {rows} ({points[0].Count})");
            html.Open("h3").Text(text).Close().Line();
        }

        bool split = DeviceComparison.WithFirst(points).Any(comparison => !comparison.Agree);
        html.Open("div").Attribute("class", split ? "figures split" : "figures").Line();
        string place = split ? "full" : withMetrics ? "plane" : "plane alone";
        WriteFigure(html, place, network, options => PlaneFigure.Write(points, options));
        if (withMetrics)
        {
            WriteFigure(html, "metrics", network, options => MetricsFigure.Write(network.Metrics, options));
        }

        WriteFigure(html, "full", network, options => InformationFigure.Write(points, options));
        html.Close().Line();
        LayerTable.Write(html, network, points);
    }

    private static void WriteFigure(MarkupWriter html, string place, NetworkReport network, Func<FigureOptions, string> write)
    {
        FigureOptions options = new() { Network = network.Name, Logits = network.Logits, Use = FigureUse.WidePage };
        html.Open("figure").Attribute("class", place).Line();
        html.Raw(write(options)).Raw(write(options with { Use = FigureUse.NarrowPage }));
        html.Close().Line();
    }

    private static void WriteReading(MarkupWriter html)
    {
        html.Open("section").Attribute("class", "reading").Line();
        html.Open("h2").Text("How to read the plane").Close().Line().Open("p");
        html.Text("Each point is one layer after one epoch: the further right, the more its code keeps of the input, ");
        Formula(html, "I", "X;T");
        html.Text(", the higher, the more it says about the label, ");
        Formula(html, "I", "T;Y");
        html.Text(", both in bits and counted exactly over the rows named under the plane. ");
        html.Text("Colour is the epoch and shape the layer; the large marker beside a name is the last epoch. ");
        html.Text("No point can leave the unshaded region, right of ");
        Formula(html, "H", "X");
        html.Text(", above ");
        Formula(html, "H", "Y");
        html.Text(" or left of the diagonal, because a code that is a function of the input cannot say more about the label than it ");
        html.Text("keeps of the input; and each layer, a function of the one before, never lies further right or higher than that one ");
        html.Text("at the same epoch. ");
        html.Text("A hollow point is saturated, nearly every row having a code of its own: ");
        html.Text("its information is exact for these rows and tells nothing about others.").Close().Line();
        html.Close().Line();
    }

    private static void Formula(MarkupWriter html, string function, string arguments)
    {
        html.Open("i").Text(function).Close().Text("(");
        string[] letters = arguments.Split(';');
        for (int i = 0; i < letters.Length; i++)
        {
            html.Text(i > 0 ? ";" : "").Open("i").Text(letters[i]).Close();
        }

        html.Text(")");
    }
}
