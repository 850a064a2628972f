using System.Globalization;
using Microsoft.Playwright;

namespace Edge.Browser.Tests;

/// <summary>Pointing at a place, or walking there with the keyboard, shows the numbers that stand in plane.csv.</summary>
[Collection(BrowserCollection.Name)]
public class PointTests(Chromium chromium, Reports reports)
{
    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task Hovering_ShowsTheNumbersOfThePlaneTable(int width)
    {
        Chromium.Need();
        PlaneRow[] table = PlaneRow.Read(Path.Combine(reports.Quickstart, "raj-szt", "plane.csv"));
        await using OpenedPage opened = await chromium.Open(Path.Combine(reports.Quickstart, "report.html"), width);
        ILocator points = Plane(opened).Locator(".point");
        HashSet<string> seen = [];
        for (int i = await points.CountAsync() - 1; i >= 0; i -= 3)
        {
            string tip = await Hover(opened, points.Nth(i));
            (string name, int epoch) = Heading(tip);
            PlaneRow row = table.Single(point => point.Name == name && point.Epoch == epoch && point.Device == "host" && point.Series == "codes" && point.Rows == "train");
            Assert.Contains($"I(X;T) {Bits(row.IXT)} bits\nI(T;Y) {Bits(row.ITY)} bits\nH(T) {Bits(row.HT)} bits", tip, StringComparison.Ordinal);
            seen.Add($"{name} {epoch}");
        }

        Assert.True(seen.Count >= 10, $"only {seen.Count} points were found by the pointer");

        static string Bits(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
    }

    [SkippableFact]
    public async Task HoveringOverSeveralRuns_ShowsMeanIntervalAndDeviation()
    {
        Chromium.Need();
        PlaneRow[] table = PlaneRow.Read(Path.Combine(reports.Runs, "plane.csv"));
        await using OpenedPage opened = await chromium.Open(Path.Combine(reports.Runs, "report.html"));
        string tip = await Hover(opened, Plane(opened).Locator(".point[data-series='0']").Last);
        Assert.StartsWith("dense1, epoch 20, mean of 5 runs\n", tip, StringComparison.Ordinal);
        double[] values =
            [.. table.Where(row => row is { Name: "dense1", Epoch: 20, Device: "host", Series: "codes", Rows: "train" }).OrderBy(row => row.Run).Select(row => row.IXT)];
        Assert.Equal(5, values.Length);
        double mean = values.Average(), deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / 4);

        // t(0.975; 4) of the tables is 2.776.
        double half = 2.776445 * deviation / Math.Sqrt(5);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"I(X;T) {mean:0.000} ± {half:0.000} bits (sd {deviation:0.000})"), tip, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Keyboard_ReachesEveryPlotAndWalksAlongEpochsAndLayers()
    {
        Chromium.Need();
        await using OpenedPage opened = await chromium.Open(Path.Combine(reports.Quickstart, "report.html"));
        IKeyboard keyboard = opened.Page.Keyboard;
        await keyboard.PressAsync("Tab");
        Assert.StartsWith("softmax, epoch 12\n", await opened.Tip(), StringComparison.Ordinal);
        await keyboard.PressAsync("ArrowLeft");
        (string name, int epoch) = Heading((await opened.Tip())!);
        Assert.Equal("softmax", name);
        Assert.True(epoch < 12);
        await keyboard.PressAsync("ArrowUp");
        Assert.Equal(("dense5", epoch), Heading((await opened.Tip())!));
        await keyboard.PressAsync("ArrowRight");
        Assert.Equal("dense5", Heading((await opened.Tip())!).Name);
        await keyboard.PressAsync("Escape");
        Assert.Null(await opened.Tip());

        // Each visible panel takes one Tab, whatever was walked in it.
        int panels = (await opened.Measure("[...document.querySelectorAll('.panel')].filter(panel => panel.getClientRects().length > 0).length")).GetInt32();
        HashSet<int> reached = [];
        for (int i = 0; i < 3 * panels; i++)
        {
            await keyboard.PressAsync("Tab");
            reached.Add((await opened.Measure("[...document.querySelectorAll('.panel')].indexOf(document.activeElement.closest('.panel'))")).GetInt32());
        }

        reached.Remove(-1);
        Assert.True(panels >= 10, $"only {panels} panels are visible");
        Assert.Equal(panels, reached.Count);
    }

    private static ILocator Plane(OpenedPage opened) => opened.Page.Locator("figure.plane svg:visible").First;

    private static async Task<string> Hover(OpenedPage opened, ILocator point)
    {
        await point.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await point.BoundingBoxAsync())!;
        await opened.Page.Mouse.MoveAsync(1, 1);
        await opened.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        string? tip = await opened.Tip();
        Assert.NotNull(tip);
        return tip;
    }

    // The first line of the numbers: layer, epoch N.
    private static (string Name, int Epoch) Heading(string tip)
    {
        string[] words = tip.Split('\n')[0].Split(", ");
        return (words[0], int.Parse(words[1]["epoch ".Length..], CultureInfo.InvariantCulture));
    }
}
