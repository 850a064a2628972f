using System.Globalization;
using Edge.Reports.Statistics;

namespace Edge.Reports.Planes;

/// <summary>The numbers of one point in words, as shown when it is pointed at.</summary>
internal static class PointText
{
    /// <summary>The text of a point.</summary>
    /// <param name="name">Name of the layer.</param>
    /// <param name="point">The point.</param>
    /// <returns>A few short lines.</returns>
    public static string Of(string name, TracePoint point)
    {
        string runs = point.Runs == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", mean of {point.Runs} runs");
        string distinct = point.Distinct.Mean.ToString("0.#", CultureInfo.InvariantCulture);
        string saturated = point.SaturatedRuns == 0 ? ""
            : point.Runs == 1 ? "\nsaturated: near H(X)"
            : string.Create(CultureInfo.InvariantCulture, $"\nsaturated in {point.SaturatedRuns} of {point.Runs} runs");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name}, epoch {point.Epoch}{runs}\nI(X;T) {Bits(point.IXT)}\nI(T;Y) {Bits(point.ITY)}\nH(T) {Bits(point.HT)}")
            + $"\n{distinct} distinct code words{saturated}";
    }

    /// <summary>A quantity in bits with, for several runs, its 95 % interval and standard deviation.</summary>
    /// <param name="summary">The quantity.</param>
    /// <returns>For example <c>8.34 ± 0.55 bits (sd 1.95)</c>.</returns>
    public static string Bits(Summary summary) =>
        summary.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{summary.Mean:0.0000} bits")
            : string.Create(
                CultureInfo.InvariantCulture, $"{summary.Mean:0.000} ± {summary.HalfWidth95:0.000} bits (sd {summary.Deviation:0.000})");
}
