namespace Edge.Reports.Observations;

/// <summary>What one layer does in one run: how far I(T;Y) rises and I(X;T) falls, and when. All values are smoothed (<see cref="MovingMean"/>).</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Start">I(X;T) at the first measured epoch, in bits.</param>
/// <param name="Highest">Largest I(X;T), in bits.</param>
/// <param name="End">I(X;T) at the end, in bits.</param>
/// <param name="LabelStart">I(T;Y) at the first measured epoch, in bits.</param>
/// <param name="LabelHighest">Largest I(T;Y), in bits.</param>
/// <param name="LabelEnd">I(T;Y) at the end, in bits.</param>
/// <param name="FittedAt">First epoch at which I(T;Y) has made nine tenths of its rise.</param>
/// <param name="CompressesFrom">Last epoch at which I(X;T) has made less than a tenth of its fall from the maximum.</param>
/// <param name="CompressedAt">First epoch from which on at least nine tenths of that fall are made.</param>
public sealed record LayerPhases(
    string Layer,
    double Start,
    double Highest,
    double End,
    double LabelStart,
    double LabelHighest,
    double LabelEnd,
    int FittedAt,
    int CompressesFrom,
    int CompressedAt)
{
    /// <summary>I(T;Y) must rise by more than this, in bits, to count as fitting.</summary>
    public const double FittingBits = 0.05;

    /// <summary>I(X;T) must fall by more than this, in bits, to count as compression.</summary>
    public const double CompressionBits = 0.1;

    private const double Most = 0.9;

    /// <summary>Rise of I(T;Y), 0 or more bits.</summary>
    public double Rise => LabelHighest - LabelStart;

    /// <summary>Fall of I(X;T) from its maximum to the end, 0 or more bits.</summary>
    public double Fall => Highest - End;

    /// <summary>Whether the layer fits.</summary>
    public bool Fits => Rise > FittingBits;

    /// <summary>Whether the layer compresses.</summary>
    public bool Compresses => Fall > CompressionBits;

    /// <summary>Looks at a layer.</summary>
    /// <param name="run">The run.</param>
    /// <param name="layer">Place of the layer.</param>
    public static LayerPhases Of(RunTrace run, int layer)
    {
        ArgumentNullException.ThrowIfNull(run);
        double[] input = run.Smooth(run.AboutInput[layer]);
        double[] label = run.Smooth(run.AboutLabel[layer]);
        double highest = input.Max();
        double fall = highest - input[^1];
        double rise = label.Max() - label[0];
        int fitted = Array.FindIndex(label, value => value >= label[0] + (Most * rise));
        int from = Array.FindLastIndex(input, value => value >= highest - ((1 - Most) * fall));
        int compressed = Array.FindLastIndex(input, value => value > input[^1] + ((1 - Most) * fall)) + 1;
        return new LayerPhases(
            run.Layers[layer],
            input[0],
            highest,
            input[^1],
            label[0],
            label.Max(),
            label[^1],
            run.Epochs[Math.Max(0, fitted)],
            run.Epochs[Math.Max(0, from)],
            run.Epochs[Math.Min(compressed, run.Epochs.Length - 1)]);
    }

    /// <summary>Looks at all layers.</summary>
    public static IReadOnlyList<LayerPhases> Of(RunTrace run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return [.. Enumerable.Range(0, run.Layers.Count).Select(layer => Of(run, layer))];
    }
}
