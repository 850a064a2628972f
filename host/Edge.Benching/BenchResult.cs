namespace Edge.Benching;

/// <summary>What was measured, and the same work done by a reference in the same process.</summary>
/// <param name="Bench">Which bench it belongs to: a name of <see cref="BenchCatalogue"/>.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Value">Median of the repetitions, of the bench <c>large</c> the best, in <paramref name="Unit"/>.</param>
/// <param name="Unit">us, ns, s, GFLOP/s or M/s.</param>
/// <param name="Reference">What it is compared with, or null where that is not on this machine.</param>
/// <param name="ReferenceValue">The reference's median in the same unit, or null.</param>
public sealed record BenchResult(string Bench, string Name, double Value, string Unit, string? Reference, double? ReferenceValue)
{
    /// <summary>How many times as fast as the reference: above 1 is faster. Null without a reference.</summary>
    public double? SpeedRatio => ReferenceValue is not double reference ? null : IsRate ? Value / reference : reference / Value;

    private bool IsRate => Unit.EndsWith("/s", StringComparison.Ordinal);
}
