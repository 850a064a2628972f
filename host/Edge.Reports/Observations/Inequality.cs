using System.Globalization;
using Edge.Information;
using Edge.Information.Binned;

namespace Edge.Reports.Observations;

/// <summary>Whether information ever rises from a layer to the next, which exact values cannot and binned ones can.</summary>
public sealed class Inequality : Observation
{
    private const double Tolerance = 1e-9;

    private readonly List<DataProcessingBreak> breaks = [];
    private long compared;

    /// <inheritdoc/>
    public override string Name => "Data processing inequality";

    /// <inheritdoc/>
    public override string Rule =>
        "It breaks where I(X;T) or I(T;Y) of a layer is larger than that of the layer before it, at the same epoch of the same run, by more than 1e-9 bit "
        + "(Cover and Thomas, theorem 2.8.1). Exact values cannot break it; values after binning can.";

    /// <inheritdoc/>
    protected override void Look(RunTrace run)
    {
        for (int i = 0; i < run.Epochs.Length; i++)
        {
            compared += 2 * (run.Layers.Count - 1);
            if (BreaksAt(run, i))
            {
                breaks.AddRange(DataProcessing.Breaks(Points(run, i), Tolerance));
            }
        }
    }

    /// <inheritdoc/>
    protected override Finding Conclude()
    {
        if (breaks.Count == 0)
        {
            string holds = string.Create(CultureInfo.InvariantCulture, $"It holds in all {compared} comparisons of neighbouring layers.");
            return new Finding(Name, Rule, holds, [], []);
        }

        double share = 100.0 * breaks.Count / compared;
        string answer = string.Create(
            CultureInfo.InvariantCulture,
            $"It breaks in {breaks.Count} of {compared} comparisons of neighbouring layers ({share:0.##} %), in {InWords.Runs(breaks.Select(b => b.Run).Distinct().Count(), Runs)}.");
        return new Finding(
            Name,
            Rule,
            answer,
            ["layers", "quantity", "breaks", "runs", "first epoch", "last epoch", "largest excess"],
            [.. DataProcessing.Summarize(breaks).Select(Line)]);
    }

    private static string[] Line(DataProcessingSummary s) =>
    [
        $"{s.Earlier} to {s.Later}",
        s.Quantity == PlaneQuantity.AboutInput ? "I(X;T)" : "I(T;Y)",
        s.Count.ToString(CultureInfo.InvariantCulture),
        s.Runs.ToString(CultureInfo.InvariantCulture),
        s.FirstEpoch.ToString(CultureInfo.InvariantCulture),
        s.LastEpoch.ToString(CultureInfo.InvariantCulture),
        InWords.Number(s.LargestExcess, "0.000"),
    ];

    private static bool BreaksAt(RunTrace run, int place)
    {
        for (int layer = 1; layer < run.Layers.Count; layer++)
        {
            if (run.AboutInput[layer][place] - run.AboutInput[layer - 1][place] > Tolerance
                || run.AboutLabel[layer][place] - run.AboutLabel[layer - 1][place] > Tolerance)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<PlanePoint> Points(RunTrace run, int place) => run.Layers.Select((name, layer) => new PlanePoint(
        run.Run, run.Epochs[place], layer + 1, name, "host", run.Rows, run.Count, run.HX, 1,
        run.AboutInput[layer][place], run.AboutInput[layer][place], run.AboutLabel[layer][place], 0, false));
}
