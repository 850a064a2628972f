using System.Globalization;
using MathNet.Numerics.Distributions;

namespace Edge.Reports.Statistics;

/// <summary>What several runs give together.</summary>
/// <param name="Count">Number of runs.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Standard deviation of the runs, with n - 1 in the denominator; 0 for a single run.</param>
/// <param name="HalfWidth95">
/// Half the width of the 95 % interval of the mean: t(0.975; n - 1) * deviation / sqrt(n), Student's t; 0 for a single run.
/// </param>
public readonly record struct Summary(int Count, double Mean, double Deviation, double HalfWidth95)
{
    /// <summary>Summarizes runs.</summary>
    /// <param name="values">One finite value per run, at least one.</param>
    /// <returns>The summary.</returns>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public static Summary Of(IReadOnlyList<double> values)
    {
        if (values.Count == 0 || values.Any(value => !double.IsFinite(value)))
        {
            throw new ArgumentException("A summary needs at least one value, all finite.", nameof(values));
        }

        int n = values.Count;
        double mean = values.Sum() / n;
        if (n == 1 || values.All(value => value == values[0]))
        {
            return new Summary(n, values[0], 0, 0);
        }

        double squares = values.Sum(value => (value - mean) * (value - mean));
        double deviation = Math.Sqrt(squares / (n - 1));
        return new Summary(n, mean, deviation, StudentT.InvCDF(0, 1, n - 1, 0.975) * deviation / Math.Sqrt(n));
    }

    /// <summary>The summary in words.</summary>
    /// <param name="format">Format of each number.</param>
    /// <returns>For example <c>0.8700 ± 0.0124 (sd 0.0100)</c>; the value alone for a single run.</returns>
    public string ToText(string format)
    {
        string mean = Mean.ToString(format, CultureInfo.InvariantCulture);
        return Count == 1 ? mean
            : $"{mean} ± {HalfWidth95.ToString(format, CultureInfo.InvariantCulture)} (sd {Deviation.ToString(format, CultureInfo.InvariantCulture)})";
    }
}
