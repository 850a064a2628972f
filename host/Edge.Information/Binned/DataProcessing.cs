namespace Edge.Information.Binned;

/// <summary>
/// Looks where the data processing inequality breaks: in a network I(X;T) and I(T;Y) can't rise from a layer to the next (Cover and Thomas,
/// theorem 2.8.1; Lorenzen et al. 2022, eqs. 2 and 3), but their estimates after binning can.
/// </summary>
public static class DataProcessing
{
    /// <summary>Finds every break.</summary>
    /// <param name="points">Points of any runs, epochs, devices and row sets, in any order; layers are compared in the order of
    /// <see cref="PlanePoint.Layer"/>.</param>
    /// <param name="tolerance">Excess in bits that is no break, 0 or more; by default far above rounding.</param>
    /// <returns>Breaks by device, row set, run, epoch and layer, I(X;T) first.</returns>
    public static List<DataProcessingBreak> Breaks(IEnumerable<PlanePoint> points, double tolerance = 1e-9)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (!(tolerance >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), FormattableString.Invariant($"A tolerance is 0 or more, not {tolerance}."));
        }

        var breaks = new List<DataProcessingBreak>();
        PlanePoint? before = null;
        foreach (var point in points
            .OrderBy(p => p.Device, StringComparer.Ordinal)
            .ThenBy(p => p.Rows, StringComparer.Ordinal)
            .ThenBy(p => p.Run)
            .ThenBy(p => p.Epoch)
            .ThenBy(p => p.Layer))
        {
            if (before is not null && SameNetwork(before, point))
            {
                Compare(before, point, PlaneQuantity.AboutInput, before.IXT, point.IXT, tolerance, breaks);
                Compare(before, point, PlaneQuantity.AboutLabel, before.ITY, point.ITY, tolerance, breaks);
            }

            before = point;
        }

        return breaks;
    }

    /// <summary>Sums up breaks for each pair of layers and each quantity, in the order in which they first appear.</summary>
    public static List<DataProcessingSummary> Summarize(IEnumerable<DataProcessingBreak> breaks)
    {
        ArgumentNullException.ThrowIfNull(breaks);
        return
        [
            .. breaks.GroupBy(b => (b.Earlier, b.Later, b.Quantity)).Select(group => new DataProcessingSummary(
                group.Key.Earlier,
                group.Key.Later,
                group.Key.Quantity,
                group.Count(),
                group.Select(b => b.Run).Distinct().Count(),
                group.Min(b => b.Epoch),
                group.Max(b => b.Epoch),
                group.Max(b => b.Excess))),
        ];
    }

    private static bool SameNetwork(PlanePoint one, PlanePoint other) =>
        one.Run == other.Run && one.Epoch == other.Epoch && one.Device == other.Device && one.Rows == other.Rows;

    private static void Compare(
        PlanePoint earlier, PlanePoint later, PlaneQuantity quantity, double before, double after, double tolerance, List<DataProcessingBreak> breaks)
    {
        if (after - before > tolerance)
        {
            breaks.Add(new DataProcessingBreak(
                later.Run, later.Epoch, later.Device, later.Rows, earlier.Name, later.Name, quantity, before, after));
        }
    }
}
