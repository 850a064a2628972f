namespace Edge.Reports.Observations;

/// <summary>
/// Smooths what jumps from epoch to epoch, as binary networks do: at epoch e the mean over all measured epochs from e / 1.1 to 1.1 e. Without
/// it, the highest of 8000 noisy values would pass for a maximum, and the last for an end.
/// </summary>
public static class MovingMean
{
    /// <summary>The window in words, for rules.</summary>
    public const string Words = "smoothed by the mean over epochs e/1.1 to 1.1 e";

    private const double Reach = 1.1;

    /// <summary>Smooths.</summary>
    /// <param name="epochs">Rising epochs.</param>
    /// <param name="values">One value for each.</param>
    /// <returns>One value for each; in a window of one epoch the value itself.</returns>
    /// <exception cref="ArgumentException">The numbers of epochs and values differ.</exception>
    public static double[] Of(IReadOnlyList<int> epochs, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        ArgumentNullException.ThrowIfNull(values);
        if (epochs.Count != values.Count)
        {
            throw new ArgumentException($"{epochs.Count} epochs and {values.Count} values.", nameof(values));
        }

        double[] sums = new double[values.Count + 1];
        for (int i = 0; i < values.Count; i++)
        {
            sums[i + 1] = sums[i] + values[i];
        }

        double[] smooth = new double[values.Count];
        int first = 0;
        int end = 0;
        for (int i = 0; i < smooth.Length; i++)
        {
            while (epochs[first] * Reach < epochs[i])
            {
                first++;
            }

            while (end < smooth.Length && epochs[end] <= epochs[i] * Reach)
            {
                end++;
            }

            // Sums of many values are rounded: a window of one must give back the very value.
            smooth[i] = end - first == 1 ? values[i] : (sums[end] - sums[first]) / (end - first);
        }

        return smooth;
    }
}
