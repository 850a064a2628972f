using System.Text.Json;
using Spectre.Console;

namespace Edge.Cli.Output;

/// <summary>
/// Where results and messages go: results on standard output, everything said about the work on standard error, so that
/// <c>--json</c> output is only JSON.
/// </summary>
internal static class Terminal
{
    private static readonly JsonSerializerOptions JsonLayout = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Console for messages and progress, on standard error.</summary>
    public static IAnsiConsole Messages { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Writes a line of result; control characters, which names out of files may hold and terminals obey, are replaced.</summary>
    public static void Line(string text) => Console.Out.WriteLine(Printable(text));

    /// <summary>Writes text of result as it stands.</summary>
    public static void Text(string text) => Console.Out.Write(text);

    /// <summary>Writes a line about the work; above the bars where some are shown.</summary>
    public static void Note(string text)
    {
        text = Printable(text);
        if (Messages.Profile.Capabilities.Interactive && !Console.IsErrorRedirected)
        {
            Messages.WriteLine(text);
        }
        else
        {
            Console.Error.WriteLine(text);
        }
    }

    /// <summary>Shows the cursor again, which progress bars hide; for a process that ends without tidying up.</summary>
    public static void ShowCursor()
    {
        if (!Console.IsErrorRedirected)
        {
            Messages.Cursor.Show();
        }
    }

    /// <summary>Writes a value as JSON, names in snake case, numbers in full precision.</summary>
    public static void Json<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, JsonLayout));

    private static string Printable(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;
}
