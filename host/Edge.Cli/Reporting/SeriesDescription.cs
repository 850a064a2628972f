using System.Globalization;
using Edge.Experiments.Traces;
using Edge.Information;
using Edge.Information.Binned;

namespace Edge.Cli.Reporting;

/// <summary>What the page says of a series: what it is made of, and where it breaks the data processing inequality.</summary>
internal static class SeriesDescription
{
    // Far above rounding, far below what a figure shows.
    private const double ToleranceBits = 0.01;

    /// <summary>One or two sentences.</summary>
    /// <param name="series">Name of the series.</param>
    /// <param name="points">Its points of all runs, epochs and row sets.</param>
    public static string Of(string series, IReadOnlyList<PlanePoint> points)
    {
        if (series == TracedSeries.BatchNorm)
        {
            return "Outputs of batch normalization, counted exactly.";
        }

        string text = $"The same runs with activations in bins ({series}): an estimate that depends on the bins. ";
        return text + (Breaks(points) is string breaks
            ? $"It breaks the data processing inequality: {breaks}."
            : "It breaks the data processing inequality nowhere by more than 0.01 bits.");
    }

    /// <summary>Where a series breaks the data processing inequality: layers, runs, epochs and bits; null where it does nowhere.</summary>
    /// <param name="points">Its points of all runs, epochs and row sets.</param>
    public static string? Breaks(IReadOnlyList<PlanePoint> points)
    {
        List<DataProcessingSummary> breaks = DataProcessing.Summarize(DataProcessing.Breaks(points, ToleranceBits));
        return breaks.Count == 0 ? null : string.Join("; ", breaks.Select(Text));
    }

    private static string Text(DataProcessingSummary broken)
    {
        string quantity = broken.Quantity == PlaneQuantity.AboutInput ? "I(X;T)" : "I(T;Y)";
        string excess = broken.LargestExcess.ToString("0.00", CultureInfo.InvariantCulture);
        string runs = broken.Runs == 1 ? "1 run" : FormattableString.Invariant($"{broken.Runs} runs");
        string epochs = broken.FirstEpoch == broken.LastEpoch
            ? FormattableString.Invariant($"epoch {broken.FirstEpoch}")
            : FormattableString.Invariant($"epochs {broken.FirstEpoch} to {broken.LastEpoch}");
        return $"{quantity} rises from {broken.Earlier} to {broken.Later} in {runs}, {epochs}, by up to {excess} bits";
    }
}
