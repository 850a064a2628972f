using System.Globalization;
using Edge.Information;

namespace Edge.Cli.Output;

/// <summary>Points on the information plane as a table of text.</summary>
internal static class PlaneTable
{
    /// <summary>Writes what the points of one row set have in common, then one line per point; entropies in bits.</summary>
    public static void Write(IReadOnlyList<PlanePoint> points)
    {
        PlanePoint first = points[0];
        Terminal.Line($"rows: {first.Rows}, {first.Count} of them; H(X) = {Bits(first.HX)}, H(Y) = {Bits(first.HY)} bits");
        var table = new TextTable("layer", "name", "H(T)", "I(X;T)", "I(T;Y)", "distinct", "");
        foreach (PlanePoint point in points)
        {
            table.Add(
                point.Layer.ToString(CultureInfo.InvariantCulture),
                point.Name,
                Bits(point.HT),
                Bits(point.IXT),
                Bits(point.ITY),
                point.Distinct.ToString(CultureInfo.InvariantCulture),
                point.Saturated ? "saturated" : "");
        }

        table.Write();
    }

    /// <summary>A number of bits with four decimals.</summary>
    public static string Bits(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
