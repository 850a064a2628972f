namespace Edge.Reports.Observations;

/// <summary>What one run did at every measured epoch, on one row set.</summary>
/// <param name="Run">Number of the run, from 0.</param>
/// <param name="Rows">Name of the row set.</param>
/// <param name="Count">Number of rows in it.</param>
/// <param name="HX">H(X) in bits.</param>
/// <param name="Layers">Names of the layers from the input on.</param>
/// <param name="Epochs">Measured epochs, rising, at least one.</param>
/// <param name="AboutInput">I(X;T) in bits, by layer, then by place in <paramref name="Epochs"/>.</param>
/// <param name="AboutLabel">I(T;Y) in bits, likewise.</param>
/// <param name="TrainAccuracy">Share of the training rows classified right, 0 to 1, by place in <paramref name="Epochs"/>.</param>
/// <param name="TestAccuracy">The same of the test rows; null where there are none.</param>
public sealed record RunTrace(
    int Run,
    string Rows,
    long Count,
    double HX,
    IReadOnlyList<string> Layers,
    int[] Epochs,
    double[][] AboutInput,
    double[][] AboutLabel,
    double[] TrainAccuracy,
    double[]? TestAccuracy)
{
    private readonly Dictionary<double[], double[]> smooth = new(ReferenceEqualityComparer.Instance);

    /// <summary>Name of the last hidden layer: the one before logits and softmax.</summary>
    public string LastHidden => Layers[LastHiddenIndex];

    /// <summary>Place of the last hidden layer; the last layer of all is the output, whatever its name.</summary>
    public int LastHiddenIndex =>
        Math.Max(0, Math.Min(Layers.Count - 2, Layers.ToList().FindLastIndex(name => name is not ("logits" or "softmax"))));

    /// <summary>Place of the output: the last layer.</summary>
    public int OutputIndex => Layers.Count - 1;

    /// <summary>One of this trace's rows of values, smoothed (<see cref="MovingMean"/>); computed once.</summary>
    public double[] Smooth(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!smooth.TryGetValue(values, out double[]? known))
        {
            known = MovingMean.Of(Epochs, values);
            smooth.Add(values, known);
        }

        return known;
    }
}
