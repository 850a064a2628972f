using Edge.Reports.Curves;
using Edge.Reports.Drawing;
using Edge.Reports.Gradients;
using Edge.Reports.Observations;
using Edge.Reports.Planes;
using Edge.Reports.Reproduction;

namespace Edge.Reports.Page;

/// <summary>Writes the page of a figure that shows several experiments: their planes side by side, then plane, curves and findings of each.</summary>
public static class GroupPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="title">Title of the page.</param>
    /// <param name="facts">What was run, in the order shown.</param>
    /// <param name="members">What the page of each experiment shows; of its planes the first is shown here.</param>
    /// <returns>HTML; the same content gives the same text.</returns>
    /// <exception cref="ReportDataException">Points or metrics cannot be drawn.</exception>
    public static string Write(string title, IReadOnlyList<KeyValuePair<string, string>> facts, IReadOnlyList<ReproductionContent> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        MarkupWriter html = new();
        ReproductionPage.Begin(html, title, facts);
        html.Open("section").Line().Open("h2").Text("Side by side").Close().Line();
        html.Open("div").Attribute("class", "figures").Line();
        NetworkReport[] networks = [.. members.Select(member => member.Planes[0].Network)];
        ReproductionPage.WriteFigure(html, "full", use => PlaneFigure.WriteSideBySide(networks, title, use));
        html.Close().Line().Close().Line();
        foreach (ReproductionContent member in members)
        {
            Write(html, member);
        }

        return ReproductionPage.End(html);
    }

    private static void Write(MarkupWriter html, ReproductionContent member)
    {
        NetworkReport network = member.Planes[0].Network;
        FigureOptions options = new() { Network = network.Name, AccuracyOf = member.AccuracyOf, LossOf = member.LossOf };
        html.Open("section").Line().Open("h2").Text(member.Title).Close().Line();
        html.Open("p").Text(network.Description).Close().Line();
        html.Open("div").Attribute("class", "figures").Line();
        ReproductionPage.WriteFigure(html, "plane", use => PlaneFigure.Write(network.Plane, options with { Use = use }));
        ReproductionPage.WriteFigure(html, "metrics", use => MetricsFigure.Write(member.Metrics, options with { Use = use }));
        if (member.Gradients is ReproducedGradients gradients)
        {
            ReproductionPage.WriteFigure(html, "full", use => GradientFigure.Write(gradients.Points, options with { Use = use }));
        }

        html.Close().Line();
        foreach (Finding finding in member.Planes[0].Findings.Concat(member.Gradients?.Findings ?? []))
        {
            FindingSection.Write(html, finding);
        }

        html.Close().Line();
    }
}
