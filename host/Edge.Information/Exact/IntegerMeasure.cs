namespace Edge.Information.Exact;

/// <summary>
/// Entropy under integer weights. Counts are integers and n log2(n) is summed in fixed point, where addition is exact: the result does not
/// depend on the order of rows or classes. It lies within 2^-42 bit of the true value, within 2^-47 for totals below 8192.
/// </summary>
internal sealed class IntegerMeasure : RowMeasure
{
    private readonly long[]? weights;
    private readonly long[] counts;
    private readonly long total;
    private readonly UInt128 weightedTotal;

    /// <summary>Measures rows by integer weights.</summary>
    /// <param name="weights">One weight per row with a total of 1..2^62, or null where every row counts once.</param>
    /// <param name="rows">Number of rows, 1 or more.</param>
    public IntegerMeasure(long[]? weights, int rows)
    {
        this.weights = weights;
        total = weights?.Sum() ?? rows;
        counts = new long[rows];
        Table = total < CountTable.TotalLimit ? CountTable.For(total) : null;
        weightedTotal = Table is null ? FixedPointLogarithm.Weighted(total) : Table.Weighted[total];
    }

    /// <summary>True where every row counts once.</summary>
    public bool IsUnit => weights is null;

    /// <summary>n log2(n) for all counts that can occur; null where the total is too large for it.</summary>
    public CountTable? Table { get; }

    /// <inheritdoc/>
    public override long Entropy(ReadOnlySpan<int> classOf, int classes, out int present)
    {
        var sums = counts.AsSpan(0, classes);
        sums.Clear();
        for (var row = 0; row < classOf.Length; row++)
        {
            sums[classOf[row]] += weights is null ? 1 : weights[row];
        }

        present = classes - sums.Count(0L);
        var sum = UInt128.Zero;
        foreach (var count in sums)
        {
            sum += Weighted(count);
        }

        return FromSum(sum);
    }

    /// <summary>The same from a sum in the units of <see cref="Table"/>, which there must be: shifted in two parts, in 64 bits.</summary>
    public long FromTableSum(ulong sum)
    {
        ulong whole = (ulong)weightedTotal;
        if (sum >= whole)
        {
            return 0;
        }

        // floor(d 2^s / n) = floor(d / n) 2^s + floor((d mod n) 2^s / n); what is left of the division is below 2^17.
        (ulong quotient, ulong rest) = Math.DivRem(whole - sum, (ulong)total);
        int shift = FractionBits - Table!.FractionBits;
        return (long)((quotient << shift) + ((rest << shift) / (ulong)total));
    }

    /// <summary>n log2(n) of one count, in the units that <see cref="FromSum"/> takes.</summary>
    /// <param name="count">0 up to the total.</param>
    public UInt128 Weighted(long count) => Table is null ? FixedPointLogarithm.Weighted(count) : Table.Weighted[count];

    /// <summary>The entropy of a partition from the sum of n log2(n) over its classes.</summary>
    /// <param name="sum">In the units of <see cref="Table"/>, or of 2^-58 where there is none.</param>
    /// <returns>The entropy in units of 2^-56 bit, 0 or more.</returns>
    public long FromSum(UInt128 sum)
    {
        if (sum >= weightedTotal)
        {
            return 0;
        }

        var fractionBits = Table?.FractionBits ?? FixedPointLogarithm.FractionBits;
        var numerator = (weightedTotal - sum) << Math.Max(0, FractionBits - fractionBits);
        var denominator = (UInt128)(ulong)total << Math.Max(0, fractionBits - FractionBits);
        return (long)(numerator / denominator);
    }
}
