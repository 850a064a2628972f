using MathNet.Numerics;

namespace Edge.Benching;

/// <summary>How the time of an experiment grows with one of its sizes.</summary>
/// <param name="By">The size: rows, runs or epochs.</param>
/// <param name="Sizes">Its values, rising.</param>
/// <param name="Seconds">Least time of the repetitions for each.</param>
public sealed record Growth(string By, IReadOnlyList<int> Sizes, IReadOnlyList<double> Seconds)
{
    /// <summary>p of the least-squares line ln(seconds) = p ln(size) + const: 1 is linear.</summary>
    public double Exponent => Fit.Line([.. Sizes.Select(size => Math.Log(size))], [.. Seconds.Select(seconds => Math.Log(seconds))]).B;

    /// <summary>Time of each size divided by the size, in microseconds.</summary>
    public IReadOnlyList<double> MicrosecondsEach => [.. Sizes.Select((size, i) => 1e6 * Seconds[i] / size)];
}
