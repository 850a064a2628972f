using System.Globalization;
using Edge.Reports.Curves;
using Edge.Reports.Drawing;
using Edge.Reports.Gradients;
using Edge.Reports.Observations;
using Edge.Reports.Planes;
using Edge.Reports.Reproduction;

namespace Edge.Reports.Page;

/// <summary>Writes the page of a reproduction: figures over all runs and what was observed; it holds all it needs and asks for nothing.</summary>
public static class ReproductionPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="content">What it shows.</param>
    /// <returns>HTML; the same content gives the same text.</returns>
    /// <exception cref="ReportDataException">Points or metrics cannot be drawn.</exception>
    public static string Write(ReproductionContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        MarkupWriter html = new();
        Begin(html, content.Title, content.Facts);
        for (int i = 0; i < content.Planes.Count; i++)
        {
            WritePlane(html, content, content.Planes[i], withMetrics: i == 0);
        }

        if (content.Gradients is ReproducedGradients gradients)
        {
            WriteGradients(html, content, gradients);
        }

        if (content.Forms is FormComparison forms)
        {
            Finding differences = forms.Differences();
            html.Open("section").Line().Open("h2").Text(differences.Name).Close().Line();
            html.Open("div").Attribute("class", "figures").Line();
            WriteFigure(html, "full", forms.Figure);
            html.Close().Line();
            FindingSection.Write(html, differences);
            html.Close().Line();
        }

        return End(html);
    }

    /// <summary>Writes everything before the first section.</summary>
    internal static void Begin(MarkupWriter html, string title, IReadOnlyList<KeyValuePair<string, string>> facts)
    {
        html.Raw("<!DOCTYPE html>\n").Open("html").Attribute("lang", "en").Line();
        PageHead.Write(html, title);
        html.Open("body").Line().Open("main").Line().Open("header").Line();
        html.Open("p").Attribute("class", "kicker").Text("Edge reproduction").Close().Line();
        html.Open("h1").Text(title).Close().Line();
        FactList.Write(html, facts);
        html.Close().Line();
    }

    /// <summary>Writes everything after the last section.</summary>
    /// <returns>The page.</returns>
    internal static string End(MarkupWriter html)
    {
        html.Close().Line().Open("script").Raw(PageResources.Script).Close().Line();
        return html.Close().Line().Close().Line().ToMarkup();
    }

    /// <summary>Writes a figure twice, for wide and for narrow screens.</summary>
    internal static void WriteFigure(MarkupWriter html, string place, Func<FigureUse, string> write)
    {
        html.Open("figure").Attribute("class", place).Line();
        html.Raw(write(FigureUse.WidePage)).Raw(write(FigureUse.NarrowPage));
        html.Close().Line();
    }

    private static void WriteGradients(MarkupWriter html, ReproductionContent content, ReproducedGradients gradients)
    {
        FigureOptions options = new() { Network = content.Planes[0].Network.Name };
        html.Open("section").Line().Open("h2").Text("Gradients").Close().Line();
        html.Open("div").Attribute("class", "figures").Line();
        WriteFigure(html, "full", use => GradientFigure.Write(gradients.Points, options with { Use = use }));
        html.Close().Line();
        foreach (Finding finding in gradients.Findings)
        {
            FindingSection.Write(html, finding);
        }

        html.Close().Line();
    }

    private static void WritePlane(MarkupWriter html, ReproductionContent content, ReproducedPlane plane, bool withMetrics)
    {
        NetworkReport network = plane.Network;
        html.Open("section").Line().Open("h2").Text(network.Name).Close().Line();
        html.Open("p").Text(network.Description).Close().Line();
        if (plane.WithFigures)
        {
            WriteFigures(html, content, plane, withMetrics);
        }
        else
        {
            html.Open("p").Text(string.Create(
                CultureInfo.InvariantCulture, $"Not drawn here; plane.csv has {plane.Drawn} of {plane.Measured} measured epochs, the findings are of all.")).Close().Line();
        }

        foreach (Finding finding in plane.Findings)
        {
            FindingSection.Write(html, finding);
        }

        html.Close().Line();
    }

    private static void WriteFigures(MarkupWriter html, ReproductionContent content, ReproducedPlane plane, bool withMetrics)
    {
        NetworkReport network = plane.Network;
        string drawn = string.Create(
            CultureInfo.InvariantCulture,
            $"Figures and plane.csv have {plane.Drawn} of {plane.Measured} measured epochs, evenly in log(1 + epoch); the findings below are of all measured epochs.");
        html.Open("p").Text(drawn).Close().Line();
        html.Open("div").Attribute("class", "figures").Line();
        FigureOptions options = new() { Network = network.Name, AccuracyOf = content.AccuracyOf, LossOf = content.LossOf };
        WriteFigure(html, withMetrics ? "plane" : "plane alone", use => PlaneFigure.Write(network.Plane, options with { Use = use }));
        if (withMetrics)
        {
            WriteFigure(html, "metrics", use => MetricsFigure.Write(content.Metrics, options with { Use = use }));
            WriteFigure(html, "full", use => PlaneFigure.Write(network.Plane, options with { Use = use, HiddenLayers = true }));
        }

        WriteFigure(html, "full", use => InformationFigure.Write(network.Plane, options with { Use = use }));
        html.Close().Line();
    }
}
