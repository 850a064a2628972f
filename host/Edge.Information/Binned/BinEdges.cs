using System.Numerics;

namespace Edge.Information.Binned;

/// <summary>
/// Bins 0..Bins - 1 over the real line. An edge belongs to the bin above it, except that the largest value belongs to the last bin; what
/// lies beyond the bounds belongs to the first or the last bin. Where all values are equal there is one bin in use.
/// </summary>
public sealed class BinEdges
{
    // Edges between the bins, then +infinity up to one less than a power of two, for a search without branches.
    private readonly float[] inner;
    private readonly FloatSort? sort;
    private bool searched;

    private BinEdges(int bins, bool equalCount)
    {
        Bins = bins;
        inner = equalCount ? new float[(int)BitOperations.RoundUpToPowerOf2((uint)bins) - 1] : [];
        inner.AsSpan().Fill(float.PositiveInfinity);
        sort = equalCount ? new FloatSort() : null;
    }

    /// <summary>Number of bins.</summary>
    public int Bins { get; }

    /// <summary>Uniform bins: the lower bound. Not used by bins of equal counts.</summary>
    internal double Lower { get; private set; }

    /// <summary>Uniform bins: bins per unit.</summary>
    internal double PerUnit { get; private set; }

    /// <summary>Whether bins have one width, and a product finds them.</summary>
    internal bool IsUniform => !searched;

    /// <summary>Bins of one width: the bin of x is floor((x - lower) * (bins / (upper - lower))) in double, within 0..bins - 1.</summary>
    /// <param name="bins">1..65536.</param>
    /// <param name="lower">Lower bound, finite.</param>
    /// <param name="upper">Upper bound, finite, not below the lower one.</param>
    public static BinEdges Uniform(int bins, double lower, double upper)
    {
        var edges = For(bins, BinSpacing.Uniform);
        edges.SetUniform(lower, upper);
        return edges;
    }

    /// <summary>
    /// Bins of equal counts: of N values in rising order the first N mod bins bins take one more than the others, and the lowest value of a
    /// bin is its edge, so that equal values share a bin. A monotone map of all values changes no bin.
    /// </summary>
    /// <param name="bins">1..65536.</param>
    /// <param name="values">All values that the bins are laid over, at least one, finite; copied and sorted.</param>
    public static BinEdges EqualCount(int bins, ReadOnlySpan<float> values)
    {
        var edges = For(bins, BinSpacing.EqualCount);
        var sorted = values.ToArray();
        edges.SetEqualCount(sorted);
        return edges;
    }

    /// <summary>The bin of a value.</summary>
    /// <param name="value">Any number but NaN.</param>
    public int BinOf(float value)
    {
        if (IsUniform)
        {
            return (int)Math.Clamp(Math.Floor((value - Lower) * PerUnit), 0, Bins - 1);
        }

        // Number of edges at or below the value; +infinity itself passes the edges beyond the last, too.
        var below = 0;
        for (var half = (inner.Length + 1) >> 1; half > 0; half >>= 1)
        {
            below += inner[below + half - 1] <= value ? half : 0;
        }

        return Math.Min(below, Bins - 1);
    }

    /// <summary>Room for bins of a kind.</summary>
    internal static BinEdges For(int bins, BinSpacing spacing)
    {
        if (bins is < 1 or > BinningSpec.MaximumBins)
        {
            throw new ArgumentOutOfRangeException(nameof(bins), $"Bins are 1..{BinningSpec.MaximumBins}, not {bins}.");
        }

        return new BinEdges(bins, spacing == BinSpacing.EqualCount);
    }

    /// <summary>Lays uniform bins.</summary>
    internal void SetUniform(double lower, double upper)
    {
        if (!double.IsFinite(lower) || !double.IsFinite(upper) || upper < lower)
        {
            throw new ArgumentException(FormattableString.Invariant($"Bins need finite bounds, the lower first, not {lower} and {upper}."));
        }

        searched = false;
        Lower = lower;

        // Between equal bounds anything finite falls into bin 0; not 0, which times infinity is no number.
        PerUnit = upper > lower ? Bins / (upper - lower) : double.Epsilon;
    }

    /// <summary>Lays bins of equal counts.</summary>
    /// <param name="values">At least one; sorted in place.</param>
    internal void SetEqualCount(Span<float> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("Bins of equal counts need at least one value.", nameof(values));
        }

        sort!.Sort(values);
        if (!float.IsFinite(values[0]) || !float.IsFinite(values[^1]))
        {
            throw new ArgumentException("Bins need finite values; one is NaN or infinite.", nameof(values));
        }

        searched = true;
        var (size, excess) = (values.Length / Bins, values.Length % Bins);
        for (var edge = 1; edge < Bins; edge++)
        {
            var first = (size * edge) + Math.Min(edge, excess);

            // With fewer values than bins the last bins stay empty.
            inner[edge - 1] = first < values.Length ? values[first] : float.PositiveInfinity;
        }
    }
}
