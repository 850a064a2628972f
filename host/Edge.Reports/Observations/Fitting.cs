namespace Edge.Reports.Observations;

/// <summary>Whether the layers come to know the label.</summary>
public sealed class Fitting : LayerObservation
{
    /// <inheritdoc/>
    public override string Name => "Fitting";

    /// <inheritdoc/>
    public override string Rule =>
        $"A layer fits in a run if I(T;Y), {MovingMean.Words}, rises from the first measured epoch to its maximum by more than {LayerPhases.FittingBits} bit. "
        + "Fitted at: the first epoch with nine tenths of that rise.";

    /// <inheritdoc/>
    protected override Finding Conclude()
    {
        string[] fitting = [.. Layers.Where(layer => InRuns(layer).All(run => run.Fits))];
        string answer = fitting.Length == Layers.Count()
            ? $"Every layer fits in every run ({Runs})."
            : $"Fitting in all runs ({Runs}): {InWords.List(fitting)}.";
        string[] never = [.. Layers.Where(layer => !InRuns(layer).Any(run => run.Fits))];
        answer += never.Length == 0 ? "" : $" In no run: {InWords.List(never)}.";
        return new Finding(
            Name,
            Rule,
            answer,
            ["layer", "fits in", "I(T;Y) first", "highest", "end", "rise", "fitted at (median)"],
            [.. Layers.Select(layer => Line(layer, InRuns(layer)))]);
    }

    private static string[] Line(string layer, LayerPhases[] runs) =>
    [
        layer,
        InWords.Runs(runs.Count(run => run.Fits), runs.Length),
        InWords.Mean([.. runs.Select(run => run.LabelStart)], "0.000"),
        InWords.Mean([.. runs.Select(run => run.LabelHighest)], "0.000"),
        InWords.Mean([.. runs.Select(run => run.LabelEnd)], "0.000"),
        InWords.Mean([.. runs.Select(run => run.Rise)], "0.000"),
        InWords.Median(runs.Where(run => run.Fits).Select(run => run.FittedAt)),
    ];
}
