using System.Text.Json;
using Microsoft.Playwright;

namespace Edge.Browser.Tests;

/// <summary>A page in a window of its own, and everything it asked for or complained about since before it was loaded.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> requests = [];
    private readonly List<string> complaints = [];

    public OpenedPage(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        context.Request += (_, request) => Add(requests, request.Url);
        page.WebSocket += (_, socket) => Add(requests, socket.Url);
        page.Console += (_, message) => Add(complaints, $"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Add(complaints, error);
        page.Dialog += async (_, dialog) =>
        {
            Add(complaints, "dialog: " + dialog.Message);
            await dialog.DismissAsync();
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Addresses asked for, the document's first.</summary>
    public string[] Requests => Copy(requests);

    /// <summary>Everything on the console, violations of the content policy among it, errors of scripts, dialogs.</summary>
    public string[] Complaints => Copy(complaints);

    /// <summary>Runs a script of this assembly's on the page.</summary>
    public async Task<JsonElement> Measure(string script) => (await Page.EvaluateAsync(script))!.Value;

    /// <summary>The numbers shown for the point pointed at or focused; null where none are shown.</summary>
    public async Task<string?> Tip() => await Page.Locator(".tip").IsVisibleAsync() ? await Page.Locator(".tip").TextContentAsync() : null;

    public async ValueTask DisposeAsync() => await context.CloseAsync();

    // Events come on another thread than the test's.
    private static void Add(List<string> list, string text)
    {
        lock (list)
        {
            list.Add(text);
        }
    }

    private static string[] Copy(List<string> list)
    {
        lock (list)
        {
            return [.. list];
        }
    }
}
