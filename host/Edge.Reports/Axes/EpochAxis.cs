using System.Globalization;

namespace Edge.Reports.Axes;

/// <summary>
/// The epochs 0..last, logarithmic but with room for epoch 0: position log(1 + epoch) / log(1 + last). Ticks stand at 0, at the
/// powers of ten, and at the last epoch.
/// </summary>
internal sealed class EpochAxis : IAxis
{
    private readonly double scale;

    /// <summary>Makes the axis.</summary>
    /// <param name="last">The last epoch; below 1 counts as 1.</param>
    public EpochAxis(int last)
    {
        int end = Math.Max(1, last);
        scale = Math.Log(1.0 + end);
        List<Tick> ticks = [new Tick(0, "0")];
        for (long power = 1; power < end; power *= 10)
        {
            for (int digit = 1; digit < 10 && power * digit < end; digit++)
            {
                // A power of ten just below the last epoch loses its label to it.
                bool labelled = digit == 1 && end >= 2 * power && (power > 1 || end < 100_000);
                ticks.Add(new Tick(power * digit, labelled ? Label(power) : ""));
            }
        }

        ticks.Add(new Tick(end, Label(end)));
        Ticks = ticks;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <inheritdoc/>
    public double Position(double value) => Math.Clamp(Math.Log(1 + Math.Max(0, value)) / scale, 0, 1);

    private static string Label(long epoch) => epoch.ToString(CultureInfo.InvariantCulture);
}
