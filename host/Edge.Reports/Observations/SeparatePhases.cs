namespace Edge.Reports.Observations;

/// <summary>Whether a layer first learns the label and then forgets the input, or does both at once.</summary>
public sealed class SeparatePhases : LayerObservation
{
    /// <inheritdoc/>
    public override string Name => "Fitting before compression";

    /// <inheritdoc/>
    public override string Rule =>
        "In a run in which a layer both fits and compresses, the phases are separate if nine tenths of the rise of I(T;Y) are made before a tenth of the "
        + "fall of I(X;T) is; else they overlap. Compression from and to: the last epoch above that tenth, and the first that keeps nine tenths of the fall.";

    /// <inheritdoc/>
    protected override Finding Conclude()
    {
        LayerPhases[] both = Both(LastHidden);
        string answer = both.Length == 0
            ? $"In no run does the last hidden layer, {LastHidden}, both fit and compress."
            : $"In the last hidden layer, {LastHidden}, both happen in {InWords.Runs(both.Length, Runs)}; "
                + $"the phases are separate in {InWords.Of(both.Count(Separate), both.Length)} of these.";
        return new Finding(
            Name,
            Rule,
            answer,
            ["layer", "both in", "separate in", "fitted at (median)", "compression from", "to"],
            [.. Layers.Select(layer => Line(layer, Both(layer)))]);
    }

    private static bool Separate(LayerPhases run) => run.FittedAt <= run.CompressesFrom;

    private LayerPhases[] Both(string layer) => [.. InRuns(layer).Where(run => run.Fits && run.Compresses)];

    private string[] Line(string layer, LayerPhases[] both) =>
    [
        layer,
        InWords.Runs(both.Length, Runs),
        both.Length == 0 ? "–" : InWords.Of(both.Count(Separate), both.Length),
        InWords.Median(both.Select(run => run.FittedAt)),
        InWords.Median(both.Select(run => run.CompressesFrom)),
        InWords.Median(both.Select(run => run.CompressedAt)),
    ];
}
