using System.Globalization;
using Edge.Information;

namespace Edge.Reports.Csv;

/// <summary>The table <c>plane.csv</c>: one line per series, run, epoch, layer, device and row set; information in bits.</summary>
public static class PlaneCsv
{
    private static readonly string[] ColumnNames =
        "run,epoch,layer,name,series,device,rows,count,H_X,H_Y,H_T,I_XT,I_TY,distinct,saturated".Split(',');

    /// <summary>Names of the columns, in order.</summary>
    public static IReadOnlyList<string> Columns => ColumnNames;

    /// <summary>Writes a table. Doubles are written so that reading gives the same bits.</summary>
    /// <param name="writer">Where to; stays open.</param>
    /// <param name="points">The points, written in the order given.</param>
    public static void Write(TextWriter writer, IEnumerable<PlanePoint> points) =>
        CsvTable.Write(writer, ColumnNames, points, p =>
        [
            N(p.Run), N(p.Epoch), N(p.Layer), p.Name, p.Series, p.Device, p.Rows, N(p.Count),
            R(p.HX), R(p.HY), R(p.HT), R(p.IXT), R(p.ITY), N(p.Distinct), p.Saturated ? "true" : "false",
        ]);

    /// <summary>Reads a table.</summary>
    /// <param name="reader">Where from; stays open.</param>
    /// <param name="source">Name of the file, for messages.</param>
    /// <returns>The points in file order.</returns>
    /// <exception cref="CsvTableException">A line is not as it must be; the message names line and column.</exception>
    public static IReadOnlyList<PlanePoint> Read(TextReader reader, string source) =>
        CsvTable.Read(reader, source, ColumnNames, r => new PlanePoint(
            r.Int(0, 0), r.Int(1, 0), r.Int(2, 1), r.Text(3), r.Text(5), r.Text(6), r.Long(7),
            r.Finite(8), r.Finite(9), r.Finite(10), r.Finite(11), r.Finite(12), r.Long(13), r.Truth(14)) { Series = r.Text(4) });

    private static string N(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string R(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
