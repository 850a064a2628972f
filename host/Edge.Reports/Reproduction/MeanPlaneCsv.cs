using System.Globalization;
using Edge.Reports.Csv;
using Edge.Reports.Planes;
using Edge.Reports.Statistics;

namespace Edge.Reports.Reproduction;

/// <summary>The table of every number in a figure of means: one line per layer and drawn epoch; information in bits.</summary>
public static class MeanPlaneCsv
{
    private static readonly string[] Columns =
        ("series,rows,count,H_X,H_Y,layer,name,epoch,runs,I_XT,I_XT_sd,I_XT_half95,I_TY,I_TY_sd,I_TY_half95,"
            + "H_T,H_T_sd,H_T_half95,distinct,distinct_sd,distinct_half95,saturated_runs").Split(',');

    /// <summary>Writes the table. Doubles are written so that reading gives the same bits.</summary>
    /// <param name="writer">Where to; stays open.</param>
    /// <param name="planes">The planes.</param>
    /// <exception cref="ReportDataException">The points of one cannot be drawn.</exception>
    public static void Write(TextWriter writer, IEnumerable<ReproducedPlane> planes)
    {
        ArgumentNullException.ThrowIfNull(planes);
        var lines =
            from plane in planes
            let view = PlaneView.PerDevice(plane.Network.Plane, withLogits: true)[0]
            from trace in view.Traces
            from point in trace.Points
            select (plane.Series, view, trace, point);
        CsvTable.Write(writer, Columns, lines, line =>
        [
            line.Series, line.view.Rows, N(line.view.Count), R(line.view.HX), R(line.view.HY), N(line.trace.Layer), line.trace.Name,
            N(line.point.Epoch), N(line.point.Runs),
            .. Three(line.point.IXT), .. Three(line.point.ITY), .. Three(line.point.HT), .. Three(line.point.Distinct), N(line.point.SaturatedRuns),
        ]);
    }

    private static string[] Three(Summary value) => [R(value.Mean), R(value.Deviation), R(value.HalfWidth95)];

    private static string N(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string R(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
