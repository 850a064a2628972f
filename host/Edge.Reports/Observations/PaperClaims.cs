namespace Edge.Reports.Observations;

/// <summary>In how many runs the claims of a paper hold.</summary>
public sealed class PaperClaims : Observation
{
    private readonly IReadOnlyList<PaperClaim> claims;
    private readonly int[] holding;

    /// <summary>Makes the observation.</summary>
    /// <param name="claims">At least one claim.</param>
    public PaperClaims(IReadOnlyList<PaperClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentOutOfRangeException.ThrowIfZero(claims.Count);
        this.claims = claims;
        holding = new int[claims.Count];
    }

    /// <inheritdoc/>
    public override string Name => "What the paper says";

    /// <inheritdoc/>
    public override string Rule => "Each claim is judged run by run with the rules for fitting and compression below; one holds here if it does in more than half of the runs.";

    /// <inheritdoc/>
    protected override void Look(RunTrace run)
    {
        IReadOnlyList<LayerPhases> layers = LayerPhases.Of(run);
        IReadOnlyList<LayerPhases> hidden = [.. layers.Take(run.LastHiddenIndex + 1)];
        for (int i = 0; i < claims.Count; i++)
        {
            holding[i] += claims[i].Holds(hidden, layers[run.OutputIndex]) ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    protected override Finding Conclude()
    {
        int held = holding.Count(runs => 2 * runs > Runs);
        return new Finding(
            Name,
            Rule,
            $"{InWords.Of(held, claims.Count)} claims hold here.",
            ["claim", "holds if", "holds in"],
            [.. claims.Select((claim, i) => (string[])[claim.Text, claim.Rule, InWords.Runs(holding[i], Runs)])]);
    }
}
