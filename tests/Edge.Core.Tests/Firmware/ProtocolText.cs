using System.Globalization;
using System.Text.RegularExpressions;

namespace Edge.Core.Tests.Firmware;

/// <summary>The wire protocol as shared/README.md has it: the fields of every message, and a conversation byte by byte.</summary>
internal static partial class ProtocolText
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Firmware", "protocol.md"));

    /// <summary>Type and body of every message, as the tables describe it.</summary>
    public static IReadOnlyDictionary<string, (byte Type, string Body)> Messages { get; } = Lines
        .Select(line => MessageRow().Match(line))
        .Where(match => match.Success)
        .ToDictionary(
            match => match.Groups[1].Value,
            match => (byte.Parse(match.Groups[2].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture), match.Groups[3].Value));

    /// <summary>The conversation: name, the bytes of type, number and each field, and the frame.</summary>
    public static IReadOnlyList<(string Name, byte[][] Fields, byte[] Frame)> Examples { get; } =
    [
        .. Lines.Select(line => ExampleRow().Match(line))
            .Where(match => match.Success)
            .Select(match => (
                match.Groups[1].Value,
                match.Groups[2].Value.Split(' ').Select(field => Convert.FromHexString(field.Trim('`'))).ToArray(),
                Convert.FromHexString(match.Groups[3].Value))),
    ];

    /// <summary>Bytes of each field of a body; null for a field of any length.</summary>
    public static IReadOnlyList<int?> Sizes(string body)
    {
        List<int?> sizes = [];
        string[] items = Parentheses().Replace(body, string.Empty).Split(',', StringSplitOptions.TrimEntries);
        foreach (string item in items.Where(item => item != "-"))
        {
            string[] words = item.Split(' ');
            int numbers = words.TakeWhile(word => word is "u8" or "u16" or "u32" or "u64").Count();
            sizes.AddRange(words.Take(numbers).Select(word => (int?)(int.Parse(word[1..], CultureInfo.InvariantCulture) / 8)));
            if (numbers == 0)
            {
                sizes.Add(null);
            }
        }

        return sizes;
    }

    [GeneratedRegex(@"^\| ([A-Z_]+) \| 0x([0-9A-F]{2}) \| ([^|]*?) \|")]
    private static partial Regex MessageRow();

    [GeneratedRegex(@"^\| ([A-Z_]+) \| (`[0-9a-f ]+`(?: `[0-9a-f]+`)*) \| `([0-9a-f]+)` \|$")]
    private static partial Regex ExampleRow();

    [GeneratedRegex(@"\s*\([^)]*\)")]
    private static partial Regex Parentheses();
}
