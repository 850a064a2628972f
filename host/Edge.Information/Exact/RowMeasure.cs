namespace Edge.Information.Exact;

/// <summary>
/// Entropy of a partition of the rows into classes, under the weights of the rows. Entropies are returned in units of 2^-56 bit, in
/// which sums and differences are exact: H(T) + H(Y) - H(T,Y) of a constant T is 0 and not a rounding error.
/// </summary>
internal abstract class RowMeasure
{
    /// <summary>Binary digits of a bit that an entropy is rounded to.</summary>
    public const int FractionBits = 56;

    /// <summary>Length of the unit in bits.</summary>
    public const double BitsPerUnit = 1.0 / (1L << FractionBits);

    /// <summary>H = log2 W - (1/W) sum_c w_c log2 w_c over the classes, W the total weight (Cover and Thomas, eq. 2.1, in counts).</summary>
    /// <param name="classOf">Class of each row, 0..classes - 1.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="present">Number of classes with a weight above zero.</param>
    /// <returns>The entropy in units of 2^-56 bit, 0 or more.</returns>
    public abstract long Entropy(ReadOnlySpan<int> classOf, int classes, out int present);

    /// <summary>The measure for given weights: exact integers wherever the weights allow it.</summary>
    /// <param name="weights">One weight per row, or null where every row counts once.</param>
    /// <param name="rows">Number of rows.</param>
    public static RowMeasure For(double[]? weights, int rows)
    {
        if (weights is null)
        {
            return new IntegerMeasure(null, rows);
        }

        var counts = DyadicScale.ToIntegers(weights);
        return counts is not null ? new IntegerMeasure(counts, rows) : new RealMeasure(weights);
    }
}
