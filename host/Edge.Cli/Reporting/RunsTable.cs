using System.Globalization;
using Edge.Cli.Output;
using Edge.Information;
using Edge.Reports.Planes;
using Edge.Reports.Statistics;

namespace Edge.Cli.Reporting;

/// <summary>The layers of one network at one epoch over several runs as a table of text.</summary>
internal static class RunsTable
{
    /// <summary>Writes what a column means, then one line per layer; information in bits.</summary>
    /// <param name="points">Points of several runs at one epoch, on one row set of one device.</param>
    public static void Write(IReadOnlyList<PlanePoint> points)
    {
        PlaneView view = PlaneView.PerDevice(points, withLogits: true)[0];
        string count = view.Count.ToString(CultureInfo.InvariantCulture);
        Terminal.Line($"rows: {view.Rows}, {count} of them; H(X) = {PlaneTable.Bits(view.HX)}, H(Y) = {PlaneTable.Bits(view.HY)} bits");
        Terminal.Line("sd: standard deviation over the runs; +-: half the 95 % interval of the mean (Student t)");
        var table = new TextTable(
            "layer", "name", "I(X;T)", "sd", "+-", "I(T;Y)", "sd", "+-", "distinct", "sd", "+-", "");
        foreach (PlaneTrace trace in view.Traces)
        {
            TracePoint point = trace.Points[^1];
            string saturated = point.SaturatedRuns == 0 ? ""
                : string.Create(CultureInfo.InvariantCulture, $"saturated in {point.SaturatedRuns} of {point.Runs} runs");
            table.Add([
                trace.Layer.ToString(CultureInfo.InvariantCulture), trace.Name,
                .. Cells(point.IXT, "0.0000"), .. Cells(point.ITY, "0.0000"), .. Cells(point.Distinct, "0.0"), saturated]);
        }

        table.Write();
    }

    /// <summary>Mean, standard deviation and half the 95 % interval of a number over the runs.</summary>
    public static string Accuracy(IEnumerable<double> values)
    {
        string[] cells = Cells(Summary.Of([.. values]), "0.0000");
        return $"{cells[0]} (sd {cells[1]}) +- {cells[2]}";
    }

    private static string[] Cells(Summary value, string format) =>
        [.. ((double[])[value.Mean, value.Deviation, value.HalfWidth95]).Select(number => number.ToString(format, CultureInfo.InvariantCulture))];
}
