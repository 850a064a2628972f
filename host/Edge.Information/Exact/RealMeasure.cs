namespace Edge.Information.Exact;

/// <summary>
/// Entropy under weights that have no small common unit. Weights of classes and the sum over classes are compensated sums (Neumaier 1974)
/// in the order of rows and classes, so that the error stays within some units of 2^-52 of the result.
/// </summary>
internal sealed class RealMeasure : RowMeasure
{
    private readonly double[] weights;
    private readonly CompensatedSum[] sums;
    private readonly double total;

    /// <summary>Measures rows by real weights.</summary>
    /// <param name="weights">Finite, not negative, not all zero. Scaled by a power of two so that their total is near 1.</param>
    public RealMeasure(double[] weights)
    {
        var exponent = -Math.ILogB(weights.Max());
        this.weights = weights.Select(w => Math.ScaleB(w, exponent)).ToArray();
        sums = new CompensatedSum[weights.Length];
        var all = default(CompensatedSum);
        foreach (var weight in this.weights)
        {
            all.Add(weight);
        }

        total = all.Value;
    }

    /// <inheritdoc/>
    public override long Entropy(ReadOnlySpan<int> classOf, int classes, out int present)
    {
        Array.Clear(sums, 0, classes);
        for (var row = 0; row < classOf.Length; row++)
        {
            sums[classOf[row]].Add(weights[row]);
        }

        present = 0;
        var entropy = default(CompensatedSum);
        var logarithmOfTotal = Log2(total);
        for (var i = 0; i < classes; i++)
        {
            var weight = sums[i].Value;
            if (weight > 0)
            {
                present++;
                entropy.Add(weight * (logarithmOfTotal - Log2(weight)));
            }
        }

        return Math.Max(0L, (long)Math.Round(entropy.Value / total * (1L << FractionBits)));
    }

    private static double Log2(double value)
    {
        var (mantissa, exponent) = DyadicScale.Split(value);
        return exponent + (FixedPointLogarithm.Log2((ulong)mantissa) * (1.0 / (1L << FixedPointLogarithm.FractionBits)));
    }

    private struct CompensatedSum
    {
        private double sum;
        private double compensation;

        public readonly double Value => sum + compensation;

        public void Add(double value)
        {
            var next = sum + value;
            compensation += Math.Abs(sum) >= Math.Abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }
    }
}
