using System.Globalization;
using System.Xml.Linq;
using Edge.Information;
using Edge.Reports.Observations;
using Edge.Reports.Page;
using Edge.Reports.Reproduction;
using Edge.Reports.Statistics;

namespace Edge.Reports.Tests.Reproduction;

public sealed class ReproductionTests
{
    private const string Odd = "<a> & \"b\"";

    [Theory]
    [InlineData(8001, 48)]
    [InlineData(8001, 2)]
    [InlineData(30, 48)]
    public void Thinning_KeepsFirstAndLastAndNoMoreThanAsked(int count, int most)
    {
        int[] epochs = [.. Enumerable.Range(0, count)];
        IReadOnlyList<int> chosen = EpochThinning.Choose(epochs, most);
        Assert.InRange(chosen.Count, 2, Math.Min(count, most));
        Assert.Equal((0, count - 1), (chosen[0], chosen[^1]));
        Assert.Equal(chosen.Distinct().Order(), chosen);
        Assert.True(count > most || chosen.Count == count);
    }

    [Fact]
    public void MeanPlaneCsv_HoldsTheMeansThatAreDrawn()
    {
        List<PlanePoint> points = Synthetic.Tanh(3, 100, "host");
        using StringWriter text = new();
        MeanPlaneCsv.Write(text, [Plane("codes", points)]);
        string[][] lines = [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(points.Count / 3, lines.Length);
        string[] last = lines[^1];
        double expected = points.Where(point => point.Layer == 6 && point.Epoch == 100).Average(point => point.IXT);
        Assert.Equal(["codes", "all", "4096"], last.Take(3));
        Assert.Equal(expected, double.Parse(last[9], CultureInfo.InvariantCulture), 12);
    }

    [Fact]
    public void Page_IsWellFormedAsksForNothingAndHoldsAnswers()
    {
        string page = Page(FormsOf(Synthetic.Tanh(3, 100, "host"), Synthetic.Tanh(4, 100, "host")));
        XElement root = XElement.Parse(
            page[page.IndexOf("<html", StringComparison.Ordinal)..page.IndexOf("<script>", StringComparison.Ordinal)] + "</body></html>");
        Assert.DoesNotContain("http", root.Value.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(" src=", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Replace("&#39;", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(root.Descendants("p"), p => p.Value == "Rule: rule " + Odd);
        Assert.Contains(root.Descendants("td"), cell => cell.Value == Odd);
        Assert.Equal(page, Page(FormsOf(Synthetic.Tanh(3, 100, "host"), Synthetic.Tanh(4, 100, "host"))));
    }

    [Fact]
    public void Page_PlaneWithoutFigures_KeepsItsFindings()
    {
        string with = Page(null);
        ReproducedPlane plane = Plane("codes", Synthetic.Tanh(2, 50, "host"));
        string without = ReproductionPage.Write(
            new ReproductionContent("t", [], "a network", Synthetic.Metrics(2, 50, 0.9), [plane with { WithFigures = false }], null));
        Assert.Contains("<svg", with, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", without, StringComparison.Ordinal);
        Assert.Contains("Rule: rule", without, StringComparison.Ordinal);
    }

    [Fact]
    public void Forms_IntervalIsWelchs()
    {
        // Equal numbers and variances make it Student's with 2 n - 2 degrees of freedom, whose quantile tables give: t(0.975; 10) = 2.22814.
        Summary a = Summary.Of([1.0, 2, 3, 4, 5, 6]);
        Summary b = Summary.Of([2.0, 3, 4, 5, 6, 7]);
        Assert.Equal(2.22814 * Math.Sqrt(2 * 3.5 / 6), FormComparison.HalfWidth95(a, b), 4);
        Assert.Equal(0, FormComparison.HalfWidth95(Summary.Of([1.0]), b));
    }

    [Fact]
    public void Forms_EqualPlanesDoNotDiffer()
    {
        List<PlanePoint> points = Synthetic.Tanh(5, 100, "host");
        FormComparison same = FormsOf(points, points);
        Assert.Contains("differ in 0 of 6 layers", same.Differences().Answer, StringComparison.Ordinal);
        List<PlanePoint> moved = [.. points.Select(point => point.Name == "dense5" ? point with { ITY = point.ITY - 0.3 } : point)];
        Finding finding = FormsOf(points, moved).Differences();
        Assert.Contains("differ in 1 of 6 layers", finding.Answer, StringComparison.Ordinal);
        Assert.EndsWith(" *", finding.Lines[4][^1], StringComparison.Ordinal);
    }

    private static FormComparison FormsOf(List<PlanePoint> one, List<PlanePoint> other) =>
        new(new NetworkReport("one", "", [], one, []), new NetworkReport("other", "", [], other, []));

    private static ReproducedPlane Plane(string series, List<PlanePoint> points) => new(
        series, "all", new NetworkReport("net " + Odd, "about", [], points, []), 8001, [new Finding("asked", "rule " + Odd, "yes", ["layer", "bits"], [["dense1", Odd]])]);

    private static string Page(FormComparison? forms) => ReproductionPage.Write(new ReproductionContent(
        "title " + Odd, [new("command", Odd)], "the integer model", Synthetic.Metrics(3, 100, 0.9), [Plane("codes", Synthetic.Tanh(3, 100, "host"))], forms));
}
