using System.Globalization;

namespace Edge.Reports;

/// <summary>The outcome of comparing the codes of two devices.</summary>
/// <param name="Reference">The device compared with.</param>
/// <param name="Device">The device compared.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Layers">Number of recorded layers.</param>
/// <param name="Epochs">Number of epochs.</param>
/// <param name="Differences">Number of codes that differ.</param>
public sealed record Verdict(string Reference, string Device, long Rows, int Layers, int Epochs, long Differences)
{
    /// <summary>Name of the network; empty where the verdict is on all.</summary>
    public string Network { get; init; } = "";

    /// <summary>True without differences.</summary>
    public bool Agree => Differences == 0;

    /// <summary>The verdict in one line.</summary>
    /// <returns>For example <c>host = emulator: 4096 rows x 7 layers x 38 epochs, 0 differences</c>.</returns>
    public override string ToString()
    {
        string sign = Agree ? "=" : "!=";
        string plural = Differences == 1 ? "" : "s";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Reference} {sign} {Device}: {Rows} rows x {Layers} layers x {Epochs} epochs, {Differences} difference{plural}");
    }
}
