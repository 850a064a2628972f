using System.Globalization;

namespace Edge.Reports.Axes;

/// <summary>
/// An axis on which equal distances are equal ratios; it covers a range of positive values and ends on ticks 1, 2 or 5 times a power
/// of ten.
/// </summary>
internal sealed class LogAxis : IAxis
{
    private const int LeastDecade = -300;
    private readonly double low, high;

    /// <summary>Makes the axis.</summary>
    /// <param name="lowest">Lowest value, at least 1e-290.</param>
    /// <param name="highest">Highest value, at least <paramref name="lowest"/>, at most 1e290.</param>
    /// <param name="mostTicks">At most so many labels, at least 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not of that kind.</exception>
    public LogAxis(double lowest, double highest, int mostTicks)
    {
        if (!(lowest >= 1e-290) || !(highest >= lowest) || !(highest <= 1e290))
        {
            throw new ArgumentOutOfRangeException(nameof(lowest), lowest, "A logarithmic axis needs 1e-290 <= lowest <= highest <= 1e290.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(mostTicks, 3);
        int first = Steps(lowest, up: false);
        int last = Math.Max(first + 1, Steps(highest, up: true));
        (low, high) = (Math.Log(Value(first)), Math.Log(Value(last)));
        bool everyStep = last - first + 1 <= mostTicks;
        int every = 1;
        while (Enumerable.Range(first, last - first + 1).Count(step => step % (3 * every) == 0) > mostTicks)
        {
            every++;
        }

        List<Tick> ticks = [];
        for (int step = first; step <= last; step++)
        {
            bool labelled = everyStep || step % (3 * every) == 0;
            ticks.Add(new Tick(Value(step), labelled ? Label(Value(step)) : ""));
        }

        Ticks = ticks;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <inheritdoc/>
    public double Position(double value) => value <= 0 ? 0 : Math.Clamp((Math.Log(value) - low) / (high - low), 0, 1);

    private static string Label(double value) =>
        value is >= 1e-4 and < 1e5
            ? value.ToString("0.####", CultureInfo.InvariantCulture)
            : value.ToString("0e0", CultureInfo.InvariantCulture);

    private static double Value(int step)
    {
        int decade = (int)Math.Floor(step / 3.0);
        double mantissa = (step - (3 * decade)) switch { 0 => 1, 1 => 2, _ => 5 };
        return decade < 0 ? mantissa / Math.Pow(10, -decade) : mantissa * Math.Pow(10, decade);
    }

    private static int Steps(double value, bool up)
    {
        int step = 3 * Math.Max(LeastDecade, (int)Math.Floor(Math.Log10(value)) - 1);
        while (Value(step) < value)
        {
            step++;
        }

        return up || Value(step) == value ? step : step - 1;
    }
}
