using System.Text.RegularExpressions;

namespace Edge.Flashing.Tests;

/// <summary>device/README.md explains every line that is printed about a device, and no other.</summary>
public partial class ErrorLineTests
{
    private static readonly string[] Folders = ["host/Edge.Devices", "host/Edge.Flashing", "host/Edge.NanoAssemblies"];

    private static readonly string[] Phrases =
    [
        .. Repository.Text("device/README.md").Split('\n')
            .SkipWhile(line => line != "## What each line means")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Quoted().Matches(line.Split('|')[1]))
            .Select(match => match.Groups[1].Value),
    ];

    [Fact]
    public void EveryMessage_StandsInTheTable()
    {
        string[] messages = [.. Messages()];
        Assert.True(messages.Length >= 50, $"{messages.Length} messages found");
        Assert.Equal("", string.Join('\n', messages.Where(message => !Phrases.Any(phrase => message.Contains(phrase, StringComparison.Ordinal)))));
    }

    [Fact]
    public void EveryPhraseOfTheTable_IsSaidSomewhere()
    {
        string said = string.Join('\n', Folders.Append("host/Edge.Cli/Commands").SelectMany(Sources).Select(source => string.Concat(Literals(source))));
        Assert.Equal("", string.Join('\n', Phrases.Where(phrase => !said.Contains(phrase, StringComparison.Ordinal))));
    }

    // The literals of each exception's arguments, as one text; those that only hand a text on have none.
    private static IEnumerable<string> Messages()
    {
        foreach (string source in Folders.SelectMany(Sources))
        {
            foreach (Match start in Thrown().Matches(source))
            {
                string message = string.Concat(Literals(Arguments(source[(start.Index + start.Length)..])));
                if (message.Length > 0)
                {
                    yield return message;
                }
            }
        }
    }

    private static string Arguments(string text)
    {
        int depth = 1;
        int at = 0;
        for (bool quoted = false; depth > 0; at++)
        {
            quoted ^= text[at] == '"' && (at == 0 || text[at - 1] != '\\');
            depth += quoted ? 0 : text[at] switch { '(' => 1, ')' => -1, _ => 0 };
        }

        return text[..at];
    }

    private static IEnumerable<string> Literals(string source) => Literal().Matches(source).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"new (DeviceException|SerialPortException|ImageException|PeFormatException)\(")]
    private static partial Regex Thrown();

    [GeneratedRegex("\"((?:[^\"\\\\\\n]|\\\\.)*)\"")]
    private static partial Regex Literal();
}
