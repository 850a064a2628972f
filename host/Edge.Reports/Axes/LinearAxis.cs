namespace Edge.Reports.Axes;

/// <summary>An axis on which equal distances are equal differences.</summary>
internal sealed class LinearAxis : IAxis
{
    private readonly double low, high;

    private LinearAxis(double low, double high, IReadOnlyList<Tick> ticks)
    {
        this.low = low;
        this.high = high;
        Ticks = ticks;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>An axis with exactly these ends.</summary>
    /// <param name="low">Start.</param>
    /// <param name="high">End, above <paramref name="low"/>.</param>
    /// <param name="mostTicks">At most so many ticks, at least 3.</param>
    /// <returns>The axis.</returns>
    public static LinearAxis Between(double low, double high, int mostTicks) =>
        new(low, high, NiceTicks.Inside(low, high, mostTicks));

    /// <summary>An axis that starts and ends on ticks and covers a range; a range without extent is widened.</summary>
    /// <param name="low">Lowest value.</param>
    /// <param name="high">Highest value.</param>
    /// <param name="mostTicks">At most so many ticks, at least 3.</param>
    /// <returns>The axis.</returns>
    public static LinearAxis Covering(double low, double high, int mostTicks)
    {
        if (high - low <= 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            double widen = low == 0 ? 1 : 0.1 * Math.Abs(low);
            (low, high) = (low - widen, high + widen);
        }

        IReadOnlyList<Tick> ticks = NiceTicks.Covering(low, high, mostTicks);
        return new LinearAxis(ticks[0].Value, ticks[^1].Value, ticks);
    }

    /// <inheritdoc/>
    public double Position(double value) => Math.Clamp((value - low) / (high - low), 0, 1);
}
