using System.Text.Json;

namespace Edge.Browser.Tests;

/// <summary>Measured as laid out by the browser: nothing beyond the window, no tiny text, no label over another.</summary>
[Collection(BrowserCollection.Name)]
public class LegibilityTests(Chromium chromium, Reports reports)
{
    private const double SmallestText = 9.5;

    private const string Texts = """
        () => [...document.querySelectorAll("svg.figure")].filter(svg => svg.getClientRects().length > 0).map(svg =>
          [...svg.querySelectorAll("text")].map(text => {
            const at = text.getScreenCTM();
            const box = text.getBoundingClientRect();
            return {
              text: text.textContent, size: parseFloat(getComputedStyle(text).fontSize) * Math.hypot(at.a, at.b),
              slanted: Math.abs(at.a * at.b) > 1e-6, left: box.left, right: box.right, top: box.top, bottom: box.bottom };
          }))
        """;

    [SkippableTheory]
    [InlineData("quickstart", 1280)]
    [InlineData("quickstart", 400)]
    [InlineData("runs", 1280)]
    [InlineData("runs", 400)]
    [InlineData("hostile", 1280)]
    [InlineData("hostile", 400)]
    public async Task Page_IsLegible(string report, int width)
    {
        Chromium.Need();
        await using OpenedPage opened = await chromium.Open(Page(report), width);
        Assert.True((await opened.Measure("document.documentElement.scrollWidth")).GetInt32() <= width, "the page is wider than the window");

        JsonElement[] figures = [.. (await opened.Measure(Texts)).EnumerateArray()];
        Assert.True(figures.Length >= 3);
        foreach (JsonElement figure in figures)
        {
            Label[] labels = [.. figure.EnumerateArray().Select(Label.Of)];
            Assert.True(labels.Length > 10);
            Assert.All(labels, label => Assert.True(label.Size >= SmallestText, $"'{label.Text}' is {label.Size} pixels high"));
            Assert.All(labels, label => Assert.True(label.Left >= 0 && label.Right <= width, $"'{label.Text}' reaches from {label.Left} to {label.Right}"));
            for (int i = 0; i < labels.Length; i++)
            {
                Label? other = Array.Find(labels[(i + 1)..], labels[i].Overlaps);
                Assert.True(other is null, $"'{labels[i].Text}' and '{other?.Text}' overlap");
            }
        }

        double smallest = (await opened.Measure("""
            () => Math.min(...[...document.querySelectorAll("main :not(svg *)")]
              .filter(e => e.getClientRects().length > 0 && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim() !== ""))
              .map(e => parseFloat(getComputedStyle(e).fontSize)))
            """)).GetDouble();
        Assert.True(smallest >= SmallestText, $"the smallest text is {smallest} pixels high");
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Text_StandsOutFromThePaper(bool dark)
    {
        Chromium.Need();
        await using OpenedPage opened = await chromium.Open(Page("runs"), 1280, dark);
        JsonElement contrasts = await opened.Measure("""
            () => {
              const linear = c => c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
              const luminance = colour => {
                const [r, g, b] = colour.match(/[\d.]+/g).map(v => linear(v / 255));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const paper = luminance(getComputedStyle(document.body).backgroundColor);
              return [...document.querySelectorAll("svg text, p, td, th, dt, dd, li, h1, h2, h3, caption, small")]
                .filter(e => e.getClientRects().length > 0)
                .map(e => {
                  const own = luminance(e.namespaceURI.endsWith("svg") ? getComputedStyle(e).fill : getComputedStyle(e).color);
                  return { text: e.textContent, contrast: (Math.max(own, paper) + 0.05) / (Math.min(own, paper) + 0.05) };
                });
            }
            """);

        // WCAG 2.2, 1.4.3: 3 is its least for large or bold text, such as the coloured names of curves; plain text has far more.
        Assert.All(contrasts.EnumerateArray(), item =>
            Assert.True(item.GetProperty("contrast").GetDouble() >= 3, $"'{item.GetProperty("text")}' has a contrast of {item.GetProperty("contrast")}"));
    }

    private string Page(string report) => Path.Combine(
        report switch { "quickstart" => reports.Quickstart, "runs" => reports.Runs, _ => reports.Hostile }, "report.html");

    private sealed record Label(string Text, double Size, bool Slanted, double Left, double Right, double Top, double Bottom)
    {
        public static Label Of(JsonElement element) => new(
            element.GetProperty("text").GetString()!,
            element.GetProperty("size").GetDouble(),
            element.GetProperty("slanted").GetBoolean(),
            element.GetProperty("left").GetDouble(),
            element.GetProperty("right").GetDouble(),
            element.GetProperty("top").GetDouble(),
            element.GetProperty("bottom").GetDouble());

        // Boxes of lines hold the room above capitals and under descenders; of a slanted label's box most is empty.
        public bool Overlaps(Label other)
        {
            double x = Math.Min(Right, other.Right) - Math.Max(Left, other.Left), y = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
            return !Slanted && !other.Slanted && x > 1 && y > 0.3 * Math.Min(Bottom - Top, other.Bottom - other.Top);
        }
    }
}
