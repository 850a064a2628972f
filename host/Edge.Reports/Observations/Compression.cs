namespace Edge.Reports.Observations;

/// <summary>Whether the layers forget of the input what they once knew.</summary>
public sealed class Compression : LayerObservation
{
    /// <inheritdoc/>
    public override string Name => "Compression";

    /// <inheritdoc/>
    public override string Rule =>
        $"A layer compresses in a run if I(X;T), {MovingMean.Words}, ends more than {LayerPhases.CompressionBits} bit below its maximum. "
        + "First: the first measured epoch; where it is also the highest, the layer only loses.";

    /// <inheritdoc/>
    protected override Finding Conclude()
    {
        LayerPhases[] last = InRuns(LastHidden);
        string answer = $"The last hidden layer, {LastHidden}, compresses in {InWords.Runs(last.Count(run => run.Compresses), Runs)}, "
            + $"by {InWords.Mean([.. last.Select(run => run.Fall)])} bits on average over all of them.";
        string[] all = [.. Layers.Where(layer => InRuns(layer).All(run => run.Compresses))];
        string[] never = [.. Layers.Where(layer => !InRuns(layer).Any(run => run.Compresses))];
        answer += $" In all runs: {InWords.List(all)}; in none: {InWords.List(never)}.";
        return new Finding(
            Name,
            Rule,
            answer,
            ["layer", "compresses in", "I(X;T) first", "highest", "end", "fall"],
            [.. Layers.Select(layer => Line(layer, InRuns(layer)))]);
    }

    private static string[] Line(string layer, LayerPhases[] runs) =>
    [
        layer,
        InWords.Runs(runs.Count(run => run.Compresses), runs.Length),
        InWords.Mean([.. runs.Select(run => run.Start)]),
        InWords.Mean([.. runs.Select(run => run.Highest)]),
        InWords.Mean([.. runs.Select(run => run.End)]),
        InWords.Mean([.. runs.Select(run => run.Fall)]),
    ];
}
