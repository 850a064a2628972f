using Microsoft.Playwright;

namespace Edge.Browser.Tests;

/// <summary>The distribution's Chromium, started once for all tests. Nothing is downloaded: without it the tests are skipped.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private static readonly string? Program = Places.FirstOrDefault(File.Exists);

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Skips the calling test where there is no Chromium.</summary>
    public static void Need() =>
        Skip.If(Program is null, $"no Chromium at {string.Join(" or ", Places)}; on Debian: apt-get install chromium");

    public async Task InitializeAsync()
    {
        if (Program is null)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Arguments });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
    }

    /// <summary>Opens a file in a window of its own and waits until it stands.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Inner width of the window in CSS pixels.</param>
    /// <param name="dark">Whether the reader prefers dark screens.</param>
    internal async Task<OpenedPage> Open(string path, int width = 1280, bool dark = false)
    {
        IBrowserContext context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        IPage page = await context.NewPageAsync();
        OpenedPage opened = new(context, page);
        await page.GotoAsync(new Uri(path).AbsoluteUri, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        return opened;
    }
}
