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
