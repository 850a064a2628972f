using System.Text;

namespace Edge.Emulator.Runtime;

/// <summary>
/// Stand-in for System.Console, which on a board goes to the debug port: here to standard error. A line that does not end is broken, so that
/// who reads lines need not keep what firmware writes for ever.
/// </summary>
public static class DebugPort
{
    private const int LongestLine = 1000;

    private static readonly Lock Writing = new();
    private static int column;

    /// <summary>Writes text.</summary>
    public static void Write(string value)
    {
        lock (Writing)
        {
            Console.Error.Write(Broken(value));
        }
    }

    /// <summary>Ends a line.</summary>
    public static void WriteLine() => WriteLine(string.Empty);

    /// <summary>Writes a line.</summary>
    public static void WriteLine(string value)
    {
        lock (Writing)
        {
            Console.Error.WriteLine(Broken(value));
            column = 0;
        }
    }

    /// <summary>Writes a line of the emulator's own, on a line of its own.</summary>
    internal static void Say(string text)
    {
        lock (Writing)
        {
            Console.Error.WriteLine((column > 0 ? Environment.NewLine : string.Empty) + "edge-emulator: " + text);
            column = 0;
        }
    }

    private static StringBuilder Broken(string? value)
    {
        StringBuilder text = new();
        foreach (char letter in value ?? string.Empty)
        {
            if (column == LongestLine && letter != '\n')
            {
                text.AppendLine();
                column = 0;
            }

            text.Append(letter);
            column = letter == '\n' ? 0 : column + 1;
        }

        return text;
    }
}
