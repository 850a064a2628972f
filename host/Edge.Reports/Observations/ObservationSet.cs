namespace Edge.Reports.Observations;

/// <summary>All observations of one set of runs.</summary>
public sealed class ObservationSet
{
    private readonly List<Observation> observations;

    /// <summary>Makes them.</summary>
    /// <param name="claims">What the paper says; may be empty.</param>
    /// <param name="stuckBelow">A run whose accuracy on the training rows ends below this, 0 to 1, counts as stuck.</param>
    public ObservationSet(IReadOnlyList<PaperClaim> claims, double stuckBelow = AccuracySpread.OfTwoClasses)
    {
        ArgumentNullException.ThrowIfNull(claims);
        observations = [new Fitting(), new Compression(), new SeparatePhases(), new Saturation(), new Inequality(), new AccuracySpread(stuckBelow)];
        if (claims.Count > 0)
        {
            observations.Insert(0, new PaperClaims(claims));
        }
    }

    /// <summary>Looks at a run with all of them.</summary>
    public void Add(RunTrace run)
    {
        foreach (Observation observation in observations)
        {
            observation.Add(run);
        }
    }

    /// <summary>What they found.</summary>
    /// <exception cref="InvalidOperationException">No run was added.</exception>
    public IReadOnlyList<Finding> Results() => [.. observations.Select(observation => observation.Result())];
}
