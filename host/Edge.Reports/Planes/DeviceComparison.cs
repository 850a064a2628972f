using System.Globalization;
using Edge.Information;

namespace Edge.Reports.Planes;

/// <summary>How the points of one device differ from those of another, point by point.</summary>
/// <param name="Reference">The device compared with.</param>
/// <param name="Device">The device compared.</param>
/// <param name="Compared">Number of points (run, epoch, layer) that both have.</param>
/// <param name="Differing">How many of them differ in H(T), I(X;T), I(T;Y) or the number of code words.</param>
/// <param name="Unmatched">Number of points that only one of the two has.</param>
/// <param name="LargestIXT">Largest difference of I(X;T) in bits.</param>
/// <param name="LargestITY">Largest difference of I(T;Y) in bits.</param>
public sealed record DeviceComparison(
    string Reference, string Device, int Compared, int Differing, int Unmatched, double LargestIXT, double LargestITY)
{
    /// <summary>True where both have the same points with the same numbers.</summary>
    public bool Agree => Differing == 0 && Unmatched == 0;

    /// <summary>Compares every device with the first.</summary>
    /// <param name="points">Points of one network, each (device, run, epoch, layer) at most once.</param>
    /// <returns>One comparison per device but the first, in order of appearance.</returns>
    public static IReadOnlyList<DeviceComparison> WithFirst(IReadOnlyList<PlanePoint> points)
    {
        List<IGrouping<string, PlanePoint>> devices = [.. points.GroupBy(point => point.Device)];
        return [.. devices.Skip(1).Select(device => Compare(devices[0], device))];
    }

    /// <summary>The comparison in words.</summary>
    /// <returns>For example <c>host = emulator in all 480 points</c>.</returns>
    public override string ToString()
    {
        if (Agree)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Reference} = {Device} in all {Compared} points");
        }

        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Reference} and {Device} differ in {Differing} of {Compared} points")
            + string.Create(
            CultureInfo.InvariantCulture,
            $", by at most {LargestIXT:0.####} bits of I(X;T) and {LargestITY:0.####} bits of I(T;Y)");
        return Unmatched == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $"; {Unmatched} points only on one of them");
    }

    private static DeviceComparison Compare(IGrouping<string, PlanePoint> reference, IGrouping<string, PlanePoint> device)
    {
        Dictionary<(int Run, int Epoch, int Layer), PlanePoint> expected =
            reference.ToDictionary(point => (point.Run, point.Epoch, point.Layer));
        int compared = 0, differing = 0, others = 0;
        double ixt = 0, ity = 0;
        foreach (PlanePoint point in device)
        {
            others++;
            if (!expected.TryGetValue((point.Run, point.Epoch, point.Layer), out PlanePoint? other))
            {
                continue;
            }

            compared++;
            ixt = Math.Max(ixt, Math.Abs(point.IXT - other.IXT));
            ity = Math.Max(ity, Math.Abs(point.ITY - other.ITY));
            if (point.HT != other.HT || point.IXT != other.IXT || point.ITY != other.ITY || point.Distinct != other.Distinct)
            {
                differing++;
            }
        }

        int unmatched = others - compared + expected.Count - compared;
        return new DeviceComparison(reference.Key, device.Key, compared, differing, unmatched, ixt, ity);
    }
}
