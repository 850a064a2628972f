using Edge.Reports.Drawing;
using Edge.Reports.Observations;

namespace Edge.Reports.Page;

/// <summary>Writes a finding: what was asked, the answer, the rule, the numbers.</summary>
internal static class FindingSection
{
    /// <summary>Writes it.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="finding">The finding; any text.</param>
    public static void Write(MarkupWriter html, Finding finding)
    {
        html.Open("h3").Text(finding.Name).Close().Line();
        html.Open("p").Text(finding.Answer).Close().Line();
        html.Open("p").Attribute("class", "rule").Text("Rule: " + finding.Rule).Close().Line();
        if (finding.Lines.Count == 0)
        {
            return;
        }

        html.Open("div").Attribute("class", "scroll").Attribute("tabindex", "0").Attribute("role", "region").Attribute("aria-label", finding.Name);
        html.Line().Open("table").Attribute("class", "finding").Line().Open("thead").Open("tr");
        foreach (string column in finding.Columns)
        {
            html.Open("th").Attribute("scope", "col").Text(column).Close();
        }

        html.Close().Close().Line().Open("tbody").Line();
        foreach (IReadOnlyList<string> line in finding.Lines)
        {
            html.Open("tr");
            for (int i = 0; i < line.Count; i++)
            {
                _ = i == 0 ? html.Open("th").Attribute("scope", "row") : html.Open("td");
                html.Text(line[i]).Close();
            }

            html.Close().Line();
        }

        html.Close().Close().Close().Line();
    }
}
