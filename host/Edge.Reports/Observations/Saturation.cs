namespace Edge.Reports.Observations;

/// <summary>Which layers keep every row apart all the time, so that I(X;T) can say nothing.</summary>
public sealed class Saturation : Observation
{
    private const double Near = 0.01;

    private readonly List<double[]> lowest = [];
    private readonly List<double[]> ends = [];
    private IReadOnlyList<string> layers = [];
    private double bound;

    /// <inheritdoc/>
    public override string Name => "Saturation";

    /// <inheritdoc/>
    public override string Rule =>
        $"A layer is saturated in a run if I(X;T) stays within {InWords.Number(Near, "0.00")} bit of H(X) at every measured epoch: nearly every row has a code of its own.";

    /// <inheritdoc/>
    protected override void Look(RunTrace run)
    {
        (layers, bound) = (run.Layers, Math.Max(bound, run.HX));
        lowest.Add([.. run.AboutInput.Select(values => run.HX - values.Min())]);
        ends.Add([.. run.AboutInput.Select(values => run.HX - values[^1])]);
    }

    /// <inheritdoc/>
    protected override Finding Conclude()
    {
        string[] always = [.. layers.Where((_, layer) => lowest.All(run => run[layer] <= Near))];
        return new Finding(
            Name,
            Rule,
            $"Saturated at H(X) = {InWords.Number(bound, "0.00")} bits in every run: {InWords.List(always)}.",
            ["layer", "saturated in", "largest distance from H(X)", "at the last epoch"],
            [.. layers.Select((name, layer) => (string[])
            [
                name,
                InWords.Runs(lowest.Count(run => run[layer] <= Near), Runs),
                InWords.Mean([.. lowest.Select(run => run[layer])], "0.000"),
                InWords.Mean([.. ends.Select(run => run[layer])], "0.000"),
            ])]);
    }
}
