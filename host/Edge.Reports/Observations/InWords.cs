using System.Globalization;
using Edge.Reports.Statistics;

namespace Edge.Reports.Observations;

/// <summary>Numbers of findings as text.</summary>
internal static class InWords
{
    /// <summary>Mean and half the 95 % interval: <c>2.31 ± 0.40</c>; a dash where there is no run.</summary>
    public static string Mean(IReadOnlyList<double> values, string format = "0.00")
    {
        if (values.Count == 0)
        {
            return "–";
        }

        Summary summary = Summary.Of(values);
        string mean = summary.Mean.ToString(format, CultureInfo.InvariantCulture);
        return summary.Count == 1 ? mean : $"{mean} ± {summary.HalfWidth95.ToString(format, CultureInfo.InvariantCulture)}";
    }

    /// <summary>So many of all: <c>47 of 50</c>.</summary>
    public static string Of(int some, int all) => string.Create(CultureInfo.InvariantCulture, $"{some} of {all}");

    /// <summary>So many of all runs: <c>47 of 50 runs</c>.</summary>
    public static string Runs(int some, int all) => Of(some, all) + (all == 1 ? " run" : " runs");

    /// <summary>The middle of some epochs, the lower of two; a dash where there is none.</summary>
    public static string Median(IEnumerable<int> epochs)
    {
        int[] sorted = [.. epochs.Order()];
        return sorted.Length == 0 ? "–" : sorted[(sorted.Length - 1) / 2].ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Names in a row: <c>dense1, dense2 and softmax</c>; <c>no layer</c> where there is none.</summary>
    public static string List(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "no layer",
        1 => names[0],
        _ => string.Join(", ", names.SkipLast(1)) + " and " + names[^1],
    };

    /// <summary>A number with a fixed format.</summary>
    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
