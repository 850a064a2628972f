using System.Text;

namespace Edge.Information.Codes;

/// <summary>Where a table of codes comes from: which network, which device, which rows.</summary>
public sealed record CodeOrigin
{
    /// <summary>Longest text of any one field, in bytes of UTF-8.</summary>
    public const int MaximumTextBytes = 255;

    /// <summary>The names a set of rows may have.</summary>
    public static IReadOnlyList<string> RowSets { get; } = ["all", "train", "test"];

    /// <summary>Number of the run, from 0.</summary>
    public int Run { get; init; }

    /// <summary>Epochs trained: 0 is the initial network.</summary>
    public int Epoch { get; init; }

    /// <summary>Number of classes, 1..65536; labels are 0..Classes - 1.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>What computed the codes: <c>host</c>, <c>emulator</c>, a port name.</summary>
    public string Device { get; init; } = "host";

    /// <summary>Version of the firmware that computed the codes; empty on the host.</summary>
    public string Firmware { get; init; } = "";

    /// <summary>Name of the row set: <c>all</c>, <c>train</c> or <c>test</c>.</summary>
    public string RowSet { get; init; } = "all";

    /// <summary>Name of the data set, for example <c>szt</c>.</summary>
    public string DataSet { get; init; } = "";

    /// <summary>SHA-256 of the model's arithmetic content.</summary>
    public ContentHash ModelHash { get; init; }

    /// <summary>SHA-256 of the input rows.</summary>
    public ContentHash InputHash { get; init; }

    /// <summary>Checks every field against its range.</summary>
    /// <exception cref="ArgumentException">A field is out of range; it is named.</exception>
    public void Check()
    {
        if (Run < 0 || Epoch < 0)
        {
            throw new ArgumentException($"Run and Epoch must be 0 or more, not {Run} and {Epoch}.");
        }

        if (Classes is < 1 or > 65536)
        {
            throw new ArgumentException($"Classes must be 1..65536, not {Classes}.");
        }

        if (!RowSets.Contains(RowSet))
        {
            throw new ArgumentException($"A row set is one of {string.Join(", ", RowSets)}, not '{RowSet}'.");
        }

        CheckText(Device, nameof(Device));
        CheckText(Firmware, nameof(Firmware));
        CheckText(DataSet, nameof(DataSet));
    }

    private static void CheckText(string text, string field)
    {
        ArgumentNullException.ThrowIfNull(text, field);
        if (Encoding.UTF8.GetByteCount(text) > MaximumTextBytes)
        {
            throw new ArgumentException($"{field} is longer than {MaximumTextBytes} bytes of UTF-8.");
        }

        if (text.Any(char.IsControl) || text.Any(char.IsSurrogate) && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) != text)
        {
            throw new ArgumentException($"{field} holds control characters or broken surrogates.");
        }
    }
}
