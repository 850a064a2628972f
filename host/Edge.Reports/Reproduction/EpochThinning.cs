namespace Edge.Reports.Reproduction;

/// <summary>Chooses the epochs that a figure draws, evenly in log(1 + epoch), as its colour scale is; a reader sees no more.</summary>
public static class EpochThinning
{
    /// <summary>Chooses.</summary>
    /// <param name="epochs">Rising epochs, at least one.</param>
    /// <param name="most">At most so many, at least 2.</param>
    /// <returns>Rising; the first and the last are always among them; all where there are no more than <paramref name="most"/>.</returns>
    public static IReadOnlyList<int> Choose(IReadOnlyList<int> epochs, int most)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        ArgumentOutOfRangeException.ThrowIfZero(epochs.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        if (epochs.Count <= most)
        {
            return epochs;
        }

        double first = Math.Log(1.0 + epochs[0]);
        double step = (Math.Log(1.0 + epochs[^1]) - first) / (most - 1);
        List<int> chosen = [];
        double next = first;
        foreach (int epoch in epochs)
        {
            double place = Math.Log(1.0 + epoch);
            if (place >= next || epoch == epochs[^1])
            {
                chosen.Add(epoch);
                next = first + (step * (Math.Floor((place - first) / step) + 1));
            }
        }

        return chosen;
    }
}
