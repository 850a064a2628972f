using Edge.Reports.Statistics;

namespace Edge.Reports.Planes;

/// <summary>One layer at one epoch, over all runs.</summary>
/// <param name="Epoch">Epochs trained.</param>
/// <param name="HT">H(T) in bits.</param>
/// <param name="IXT">I(X;T) in bits.</param>
/// <param name="ITY">I(T;Y) in bits.</param>
/// <param name="Distinct">Number of distinct code words.</param>
/// <param name="SaturatedRuns">In how many of the runs the point is saturated.</param>
public sealed record TracePoint(int Epoch, Summary HT, Summary IXT, Summary ITY, Summary Distinct, int SaturatedRuns)
{
    /// <summary>Number of runs.</summary>
    public int Runs => IXT.Count;

    /// <summary>True where at least half of the runs are saturated: such a point is drawn hollow.</summary>
    public bool Saturated => 2 * SaturatedRuns >= Runs;
}
