using System.Globalization;
using Edge.Names;

namespace Edge.Experiments.Data;

/// <summary>
/// How a data set is asked for, as one text: a name of the catalogue or a path, and for a table what to read in it:
/// <c>table.csv?label=species&amp;input-bits=4</c>. That text stands in run folders, model files and recordings, so that they can open the
/// data set again.
/// </summary>
/// <param name="Path">Name of the catalogue, or the path of a file.</param>
/// <param name="Label">Column or array of the labels; null for the table's default.</param>
/// <param name="InputBits">Bits of an input code, 1..8; null where the values decide.</param>
public sealed record DataSetName(string Path, string? Label = null, int? InputBits = null)
{
    /// <summary>Most bits of an input code.</summary>
    public const int MaxInputBits = 8;

    private const string LabelOption = "label";
    private const string BitsOption = "input-bits";

    /// <summary>Takes a text apart. A file whose own name holds such a text is taken as that file.</summary>
    /// <exception cref="DataSetException">An option is unknown (the nearest is named) or out of range.</exception>
    public static DataSetName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int mark = text.LastIndexOf('?');
        if (mark < 0 || !text.AsSpan(mark).Contains('=') || File.Exists(text))
        {
            return new DataSetName(text);
        }

        DataSetName name = new(text[..mark]);
        foreach (string option in text[(mark + 1)..].Split('&'))
        {
            int equals = option.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? option : option[..equals];
            string value = equals < 0 ? "" : Uri.UnescapeDataString(option[(equals + 1)..]);
            name = key switch
            {
                LabelOption => name with { Label = value },
                BitsOption => name with { InputBits = Bits(text, value) },
                _ => throw new DataSetException($"data set '{text}': unknown option '{key}'{NearestName.Suggestion(key, [LabelOption, BitsOption])}"),
            };
        }

        return name;
    }

    /// <summary>The text that <see cref="Parse"/> takes apart.</summary>
    public override string ToString()
    {
        List<string> options = [];
        if (Label is not null)
        {
            options.Add($"{LabelOption}={Uri.EscapeDataString(Label)}");
        }

        if (InputBits is int bits)
        {
            options.Add(string.Create(CultureInfo.InvariantCulture, $"{BitsOption}={bits}"));
        }

        return options.Count == 0 ? Path : $"{Path}?{string.Join('&', options)}";
    }

    private static int Bits(string text, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int bits) && bits is >= 1 and <= MaxInputBits
            ? bits
            : throw new DataSetException($"data set '{text}': {BitsOption} '{value}' is not within 1..{MaxInputBits}");
}
