using Microsoft.Playwright;
namespace Edge.Browser.Tests;
public class ProbeTests
{
    [Fact]
    public async Task Probe()
    {
        using IPlaywright p = await Playwright.CreateAsync();
        await using IBrowser b = await p.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
        IPage page = await b.NewPageAsync();
        await page.SetContentAsync("<p>hello</p>");
        Assert.Equal("hello", await page.InnerTextAsync("p"));
    }
}
