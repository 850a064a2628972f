using System.Globalization;
using Edge.Cli.Output;
using Edge.Experiments.Runs;
using Edge.Information;
using Edge.Reports.Statistics;

namespace Edge.Cli.Reporting;

/// <summary>The series beside the exact codes as a table of text: means over the runs at the last epoch, a line per series.</summary>
internal static class SeriesText
{
    // Every layer of every series would fill pages; plane.csv and the report have them.
    private const int LastLayers = 2;
    private const int Columns = 1 + (3 * LastLayers);

    /// <summary>Writes I(X;T) and I(T;Y) of the last layers, of the first series too, to compare with.</summary>
    public static void Write(RunFolder folder, string rows)
    {
        PlanePoint[] points = [.. folder.Points().Where(point => point.Device == "host").Concat(folder.SeriesPoints()).Where(point => point.Rows == rows)];
        if (points.Length == 0)
        {
            return;
        }

        int last = points.Max(point => point.Epoch);
        Terminal.Line("");
        Terminal.Line(FormattableString.Invariant($"series on rows {rows}, epoch {last}, means over the runs; bits"));
        TextTable table = new("series", "layer", "I(X;T)", "I(T;Y)", "layer", "I(X;T)", "I(T;Y)");
        foreach (IGrouping<string, PlanePoint> series in points.Where(point => point.Epoch == last).GroupBy(point => point.Series))
        {
            List<string> cells = [series.Key];
            foreach (IGrouping<int, PlanePoint> layer in series.GroupBy(point => point.Layer).OrderBy(layer => layer.Key).TakeLast(LastLayers))
            {
                cells.AddRange([layer.First().Name, Mean(layer, point => point.IXT), Mean(layer, point => point.ITY)]);
            }

            table.Add([.. cells, .. Enumerable.Repeat("", Columns - cells.Count)]);
        }

        table.Write();
    }

    private static string Mean(IEnumerable<PlanePoint> points, Func<PlanePoint, double> value) =>
        Summary.Of([.. points.Select(value)]).Mean.ToString("0.0000", CultureInfo.InvariantCulture);
}
