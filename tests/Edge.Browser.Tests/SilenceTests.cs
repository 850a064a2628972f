namespace Edge.Browser.Tests;

/// <summary>The page asks for nothing, breaks nothing, and runs nothing that a name smuggles in.</summary>
[Collection(BrowserCollection.Name)]
public class SilenceTests(Chromium chromium, Reports reports)
{
    [SkippableFact]
    public async Task Page_RequestsNothingButItselfAndHasNoComplaint()
    {
        Chromium.Need();
        foreach (string folder in (string[])[reports.Quickstart, reports.Runs, reports.Hostile])
        {
            string path = Path.Combine(folder, "report.html");
            await using OpenedPage opened = await chromium.Open(path);
            foreach (string key in (string[])["Tab", "ArrowLeft", "End", "Home"])
            {
                await opened.Page.Keyboard.PressAsync(key);
            }

            Assert.Equal([new Uri(path).AbsoluteUri], opened.Requests);
            Assert.Empty(opened.Complaints);
            Assert.Equal(0, (await opened.Measure("performance.getEntriesByType('resource').length")).GetInt32());
        }
    }

    [SkippableFact]
    public async Task Policy_StopsAnImageAndAScriptThatAreAddedLater()
    {
        Chromium.Need();
        await using OpenedPage opened = await chromium.Open(Path.Combine(reports.Runs, "report.html"));
        await opened.Measure("""
            () => new Promise(done => {
              let violations = 0;
              document.addEventListener("securitypolicyviolation", () => { if (++violations === 2) { done(violations); } });
              const image = document.createElement("img");
              image.src = "data:image/png;base64,AAAA";
              const script = document.createElement("script");
              script.textContent = "window.executed = 1";
              document.body.append(image, script);
            })
            """);
        Assert.False((await opened.Measure("'executed' in window")).GetBoolean());
        Assert.NotEmpty(opened.Complaints);
    }

    [SkippableTheory]
    [InlineData("report.html")]
    [InlineData("plane.svg")]
    public async Task HostileNames_StayText(string file)
    {
        Chromium.Need();
        await using OpenedPage opened = await chromium.Open(Path.Combine(reports.Hostile, file));
        Assert.Empty(opened.Complaints);
        Assert.Single(opened.Requests);
        Assert.False((await opened.Measure("'executed' in window")).GetBoolean());
        Assert.Equal(0, (await opened.Measure("document.querySelectorAll('img, [onerror], [onmouseover]').length")).GetInt32());
        Assert.Equal(file == "report.html" ? 1 : 0, (await opened.Measure("document.querySelectorAll('script').length")).GetInt32());
        string text = (await opened.Measure("document.documentElement.textContent")).GetString()!;
        Assert.Contains(Reports.HostileName[..30], text, StringComparison.Ordinal);
        if (file == "report.html")
        {
            Assert.Equal(Reports.HostileName, await opened.Page.TitleAsync());
            Assert.Equal(Reports.HostileName, await opened.Page.Locator("h1").TextContentAsync());
            Assert.Contains(Reports.HostileFile, await opened.Page.Locator(".facts").TextContentAsync(), StringComparison.Ordinal);
        }
    }
}
