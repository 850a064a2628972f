using System.Globalization;

namespace Edge.Reports.Axes;

/// <summary>Ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class NiceTicks
{
    /// <summary>The densest such ticks that lie inside a range.</summary>
    /// <param name="low">Start of the range.</param>
    /// <param name="high">End of the range, above <paramref name="low"/>.</param>
    /// <param name="most">Largest number of ticks, at least 3.</param>
    /// <returns>Increasing ticks with labels of equally many decimals.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite, or <paramref name="most"/> is below 3.</exception>
    public static IReadOnlyList<Tick> Inside(double low, double high, int most) => Densest(low, high, most, covering: false);

    /// <summary>The densest such ticks of which the first is at or below the range and the last at or above it.</summary>
    /// <param name="low">Start of the range.</param>
    /// <param name="high">End of the range, above <paramref name="low"/>.</param>
    /// <param name="most">Largest number of ticks, at least 3.</param>
    /// <returns>Increasing ticks with labels of equally many decimals.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite, or <paramref name="most"/> is below 3.</exception>
    public static IReadOnlyList<Tick> Covering(double low, double high, int most) => Densest(low, high, most, covering: true);

    private static List<Tick> Densest(double low, double high, int most, bool covering)
    {
        if (!(high > low) || !double.IsFinite(high - low))
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, "The range of an axis must be finite and not empty.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(most, 3);
        int exponent = (int)Math.Floor(Math.Log10((high - low) / most)) - 1;
        for (; ; exponent++)
        {
            foreach (int mantissa in (ReadOnlySpan<int>)[1, 2, 5])
            {
                // Dividing by a whole power of ten gives the double nearest to the decimal; multiplying by 0.1, 0.01, ... would not.
                double power = Math.Pow(10, Math.Abs(exponent));
                double step = exponent < 0 ? mantissa / power : mantissa * power;
                double slack = 1e-9 * (covering ? 1 : -1);
                double first = covering ? Math.Floor((low / step) + slack) : Math.Ceiling((low / step) + slack);
                double last = covering ? Math.Ceiling((high / step) - slack) : Math.Floor((high / step) - slack);
                if (last - first + 1 <= most)
                {
                    return Make(first, last, mantissa, exponent, power);
                }
            }
        }
    }

    private static List<Tick> Make(double first, double last, int mantissa, int exponent, double power)
    {
        List<Tick> ticks = [];
        string format = "F" + Math.Max(0, -exponent).ToString(CultureInfo.InvariantCulture);
        for (double k = first; k <= last; k++)
        {
            double value = exponent < 0 ? k * mantissa / power : k * mantissa * power;
            value = value == 0 ? 0 : value;
            ticks.Add(new Tick(value, value.ToString(format, CultureInfo.InvariantCulture)));
        }

        return ticks;
    }
}
