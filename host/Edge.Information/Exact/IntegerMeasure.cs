namespace Edge.Information.Exact;

/// <summary>
/// Entropy under integer weights. Counts are integers and n log2(n) is summed in fixed point, where addition is exact: the result does not
/// depend on the order of rows or classes, and lies within 2^-55 bit of the true value.
/// </summary>
internal sealed class IntegerMeasure : RowMeasure
{
    private readonly long[]? weights;
    private readonly long[] counts;
    private readonly UInt128[] table;

    /// <summary>Measures rows by integer weights.</summary>
    /// <param name="weights">One weight per row with a total of 1..2^62, or null where every row counts once.</param>
    /// <param name="rows">Number of rows, 1 or more.</param>
    public IntegerMeasure(long[]? weights, int rows)
    {
        this.weights = weights;
        Total = weights?.Sum() ?? rows;
        counts = new long[rows];
        table = FixedPointLogarithm.WeightedTable(Total);
        TotalWeighted = FixedPointLogarithm.Weighted(Total);
    }

    /// <summary>Sum of all weights.</summary>
    public long Total { get; }

    /// <summary>True where every row counts once.</summary>
    public bool IsUnit => weights is null;

    /// <summary>n log2(n) in units of 2^-58 for the counts that occur often.</summary>
    public UInt128[] Table => table;

    private UInt128 TotalWeighted { get; }

    /// <inheritdoc/>
    public override long Entropy(ReadOnlySpan<int> classOf, int classes, out int present)
    {
        var sums = counts.AsSpan(0, classes);
        sums.Clear();
        for (var row = 0; row < classOf.Length; row++)
        {
            sums[classOf[row]] += weights is null ? 1 : weights[row];
        }

        present = 0;
        var sum = UInt128.Zero;
        foreach (var count in sums)
        {
            present += count > 0 ? 1 : 0;
            sum += count < table.Length ? table[count] : FixedPointLogarithm.Weighted(count);
        }

        return FromSum(sum);
    }

    /// <summary>The entropy of a partition whose classes have the given sum of n log2(n).</summary>
    /// <param name="sum">Sum over the classes in units of 2^-58.</param>
    /// <returns>The entropy in units of 2^-56 bit.</returns>
    public long FromSum(UInt128 sum)
    {
        if (sum >= TotalWeighted)
        {
            return 0;
        }

        var scaled = TotalWeighted - sum;
        var divisor = (UInt128)(ulong)Total << (FixedPointLogarithm.FractionBits - FractionBits);
        return (long)(scaled / divisor);
    }
}
