using System.Globalization;

namespace Edge.Reports.Observations;

/// <summary>How well the runs do, best, middle and worst, and which never learn.</summary>
/// <param name="stuckBelow">A run whose accuracy on the training rows ends below this, 0 to 1, counts as stuck.</param>
public sealed class AccuracySpread(double stuckBelow = AccuracySpread.OfTwoClasses) : Observation
{
    /// <summary>The accuracy below which Lorenzen et al. (2022) restart runs: just above one half, for two equal classes.</summary>
    public const double OfTwoClasses = 0.55;

    private readonly List<(int Run, double End, double Best)> train = [];
    private readonly List<double> test = [];

    /// <inheritdoc/>
    public override string Name => "Accuracy";

    /// <inheritdoc/>
    public override string Rule =>
        $"At the end: accuracy, {MovingMean.Words}, at the last epoch. Stuck: below {InWords.Number(stuckBelow, "0.00")} on the training rows at the end. "
        + "Best epoch: the highest accuracy at any single measured epoch, as one would get by keeping the best network.";

    /// <inheritdoc/>
    protected override void Look(RunTrace run)
    {
        train.Add((run.Run, run.Smooth(run.TrainAccuracy)[^1], run.TrainAccuracy.Max()));
        if (run.TestAccuracy is not null)
        {
            test.Add(run.Smooth(run.TestAccuracy)[^1]);
        }
    }

    /// <inheritdoc/>
    protected override Finding Conclude()
    {
        int[] stuck = [.. train.Where(run => run.End < stuckBelow).Select(run => run.Run)];
        string numbers = string.Join(", ", stuck.Select(run => run.ToString(CultureInfo.InvariantCulture)));
        string answer = $"{InWords.Mean([.. train.Select(run => run.End)], "0.000")} on the training rows at the end. Stuck: {InWords.Runs(stuck.Length, Runs)}"
            + (stuck.Length == 0 ? "." : $" (number {numbers}).");
        List<string[]> lines =
        [
            Line("training rows, end", [.. train.Select(run => run.End)]),
            Line("training rows, best epoch", [.. train.Select(run => run.Best)]),
        ];
        if (test.Count == train.Count)
        {
            lines.Add(Line("test rows, end", test));
        }

        return new Finding(Name, Rule, answer, ["accuracy", "mean", "worst", "median", "best"], lines);
    }

    private static string[] Line(string name, List<double> values)
    {
        double[] sorted = [.. values.Order()];
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return
        [
            name,
            InWords.Mean(values, "0.000"),
            InWords.Number(sorted[0], "0.000"),
            InWords.Number(median, "0.000"),
            InWords.Number(sorted[^1], "0.000"),
        ];
    }
}
