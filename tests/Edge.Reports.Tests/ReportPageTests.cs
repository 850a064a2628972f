using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Edge.Information;
using Edge.Reports.Page;

namespace Edge.Reports.Tests;

public partial class ReportPageTests
{
    private const string Hostile = "<script>alert(1)</script>\"onload='x'&\0</style><!-- src=x -->";
    private static readonly string Page = ReportPage.Write(Content("raj-szt"));

    [Fact]
    public void Page_AsksForNothing()
    {
        string lower = Page.ToLowerInvariant();
        string[] requests =
            ["http:", "https:", "src=", "href=", "srcset=", "url(", "@import", "<link", "<iframe", "<img", "<object", "<embed", "<base", "fetch(", "xmlhttprequest", "websocket", "sendbeacon", "import("];
        Assert.All(requests, request => Assert.DoesNotContain(request, lower, StringComparison.Ordinal));
    }

    [Fact]
    public void Policy_AllowsOnlyTheStyleAndScriptOfThePage()
    {
        string policy = PolicyPattern().Match(Page).Groups[1].Value.Replace("&#39;", "'", StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src '{Hash(Between(Page, "<style>", "</style>"))}'", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src '{Hash(Between(Page, "<script>", "</script>"))}'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<[^>]*\s(style|on[a-z]+)=", Page);
        Assert.True(Page.IndexOf("Content-Security-Policy", StringComparison.Ordinal) < Page.IndexOf("<style>", StringComparison.Ordinal));
    }

    [Fact]
    public void Page_IsWellFormedThroughout()
    {
        // The script holds '<' and '&&', which HTML allows there and XML does not.
        string script = Between(Page, "<script>", "</script>");
        XDocument document = XDocument.Parse(Page.Replace(script, "", StringComparison.Ordinal));
        Assert.Equal(2 * 2 * 3, document.Descendants("svg").Count());
        Assert.Equal(2, document.Descendants("table").Count());
        Assert.All(document.Descendants("svg"), svg => Assert.NotEmpty(svg.Descendants("title")));
    }

    [Fact]
    public void Page_SaysWhatWasRunAndTheVerdict()
    {
        Assert.Contains("<li class=\"good\"><b>Equal. </b>host = emulator: 4096 rows x 7 layers x 38 epochs, 0 differences</li>", Page, StringComparison.Ordinal);
        Assert.Contains("<dt>command</dt><dd>edge quickstart</dd>", Page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">dense1</th><td>10</td><td>2</td>", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_ListsTheLastEpochWithLogitsAndADashForAnUnknownShape()
    {
        PlanePoint point = new(0, 8, 1, "dense1", "host", "all", 4096, 12, 1, 2.5, 2.5, 0.25, 6, true);
        NetworkReport network = new("n", "", [new LayerShape("dense1", 10, 2)], [point, point with { Epoch = 7 }, point with { Layer = 2, Name = "logits" }], []);
        string page = ReportPage.Write(new ReportContent("t", [], [], [network]));
        Assert.Contains("<th scope=\"row\">dense1</th><td>10</td><td>2</td><td>2.5000</td><td>2.5000</td><td>0.2500</td><td>6</td><td>yes</td>", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">logits</th><td>–</td><td>–</td>", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "<th scope=\"row\">"));
    }

    [Fact]
    public void Table_OfSeveralRuns_GivesMeanIntervalDeviationAndSaturatedRuns()
    {
        // I(X;T) 2, 3, 4: mean 3, sd 1, t(0.975; 2) = 4.302653, interval 4.302653 / sqrt(3) = 2.484.
        PlanePoint[] points = [.. Enumerable.Range(0, 3).Select(run =>
            new PlanePoint(run, 8, 1, "dense1", "host", "test", 820, 12, 1, 2 + run, 2 + run, 0.25, 6 + run, run == 2))];
        string page = ReportPage.Write(new ReportContent("t", [], [], [new NetworkReport("n", "", [], points, [])]));
        Assert.Contains("<td>3.000<small> ± 2.484 (sd 1.000)</small></td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>0.250<small> ± 0.000 (sd 0.000)</small></td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>7<small> ± 2.5 (sd 1)</small></td><td>1 of 3</td>", page, StringComparison.Ordinal);
        Assert.Contains("Epoch 8, rows: test (820), host; information in bits, H(X) = 12 bits, H(Y) = 1 bits. Means of 3 runs ±", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfUnfinishedRuns_SaysHowManyAreAveraged()
    {
        PlanePoint point = new(0, 4, 1, "dense1", "host", "all", 4096, 12, 1, 2, 2, 0.25, 6, false);
        PlanePoint[] points = [point, point with { Run = 1 }, point with { Run = 2 }, point with { Epoch = 8 }, point with { Run = 1, Epoch = 8 }];
        MetricsPoint[] metrics = [.. points.Select(p => new MetricsPoint(p.Run, p.Epoch, 1, 0.5, null, null))];
        string page = ReportPage.Write(new ReportContent("t", [], [], [new NetworkReport("n", "", [], points, metrics)]));
        Assert.Contains("H(Y) = 1 bits. Means of 2 of 3 runs ±", page, StringComparison.Ordinal);
        Assert.Contains("means of the 2 to 3 runs that have reached an epoch", page, StringComparison.Ordinal);
        Assert.Contains("Accuracy after epoch 8: the float network 0.5000 ± 0.0000 (sd 0.0000) on the training rows. Means of 2 of 3 runs", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Accuracy_SaysOnWhichRowsAndWithWhichSpread()
    {
        PlanePoint point = new(0, 8, 1, "dense1", "host", "all", 4096, 12, 1, 2, 2, 0.25, 6, false);
        MetricsPoint[] metrics =
        [
            new MetricsPoint(0, 8, 1, 0.8, 0.6, 0.7) { Device = "COM3" },
            new MetricsPoint(1, 8, 1, 0.9, 0.6, 0.8) { Device = "COM3" },
        ];
        NetworkReport network = new("n", "", [], [point, point with { Run = 1 }], metrics);

        // t(0.975; 1) = 12.7062, sd 0.0707107: 12.7062 * 0.0707107 / sqrt(2) = 0.6353.
        Assert.Contains(
            "Accuracy after epoch 8: the float network 0.8500 ± 0.6353 (sd 0.0707) on the training rows and 0.6000 ± 0.0000 (sd 0.0000) on the test rows; "
            + "the integer model as COM3 ran it 0.7500 ± 0.6353 (sd 0.0707) on all rows. Means of 2 runs ± half the 95 % interval (Student t), sd: standard deviation.",
            ReportPage.Write(new ReportContent("t", [], [], [network])),
            StringComparison.Ordinal);
    }

    [Fact]
    public void RowSets_HaveFiguresAndTablesOfTheirOwn()
    {
        PlanePoint train = new(0, 8, 1, "dense1", "host", "train", 3276, 11.6777, 0.9992, 2, 2, 0.25, 6, false);
        NetworkReport network = new("n", "", [], [train, train with { Rows = "all", Count = 4096, HX = 12 }], []);
        string page = ReportPage.Write(new ReportContent("t", [], [], [network]));
        Assert.Contains("measured on 2 row sets, one below the other: train and all.", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("<h3>Rows: train (3276)</h3>", StringComparison.Ordinal) < page.IndexOf("<h3>Rows: all (4096)</h3>", StringComparison.Ordinal));
        Assert.Equal(2, Regex.Count(page, "<table>"));
        Assert.Equal(2 * 2 * 2, Regex.Count(page, "<svg"));
        Assert.Contains("H(X) = 11.6777 bits", page, StringComparison.Ordinal);
    }

    [Fact]
    public void HostileText_StaysText()
    {
        string page = ReportPage.Write(Content(Hostile));
        Assert.Single(Regex.Matches(page, "<script"));
        Assert.Single(Regex.Matches(page, "</style"));
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        string script = Between(page, "<script>", "</script>");
        XDocument document = XDocument.Parse(page.Replace(script, "", StringComparison.Ordinal));
        Assert.Equal(Hostile.Replace('\0', '\uFFFD'), document.Descendants("h1").Single().Value);
    }

    [Fact]
    public void SameContent_GivesTheSameBytes() => Assert.Equal(Page, ReportPage.Write(Content("raj-szt")));

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex PolicyPattern();

    private static ReportContent Content(string name)
    {
        LayerShape[] shapes = [new("dense1", 10, 2), new("softmax", 2, 256)];
        NetworkReport[] networks =
        [
            new(name, "Binary. " + name, shapes, Synthetic.Binary(1, 100, "host", "emulator"), Synthetic.Metrics(1, 100, 0.86)),
            new("qat-szt" + name, "", shapes, Synthetic.Tanh(3, 100, "host"), Synthetic.Metrics(3, 100, 0.98)),
        ];
        return new ReportContent(
            name, [new("command", "edge quickstart"), new(name, name)], [new Verdict("host", "emulator", 4096, 7, 38, 0)], networks);
    }

    private static string Between(string text, string from, string to)
    {
        int start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
