using System.Globalization;

namespace Edge.Reports.Csv;

/// <summary>The table <c>metrics.csv</c>: one line per run and epoch; loss in nats, accuracies as fractions.</summary>
public static class MetricsCsv
{
    private static readonly string[] ColumnNames = "run,epoch,loss,train_accuracy,test_accuracy,device_accuracy".Split(',');

    /// <summary>Names of the columns, in order.</summary>
    public static IReadOnlyList<string> Columns => ColumnNames;

    /// <summary>Writes a table. Doubles are written so that reading gives the same bits; no device accuracy is an empty field.</summary>
    /// <param name="writer">Where to; stays open.</param>
    /// <param name="points">The points, written in the order given.</param>
    public static void Write(TextWriter writer, IEnumerable<MetricsPoint> points) =>
        CsvTable.Write(writer, ColumnNames, points, p =>
        [
            p.Run.ToString(CultureInfo.InvariantCulture), p.Epoch.ToString(CultureInfo.InvariantCulture),
            R(p.Loss), R(p.TrainAccuracy), R(p.TestAccuracy), p.DeviceAccuracy is double device ? R(device) : "",
        ]);

    /// <summary>Reads a table.</summary>
    /// <param name="reader">Where from; stays open.</param>
    /// <param name="source">Name of the file, for messages.</param>
    /// <returns>The points in file order.</returns>
    /// <exception cref="CsvTableException">A line is not as it must be; the message names line and column.</exception>
    public static IReadOnlyList<MetricsPoint> Read(TextReader reader, string source) =>
        CsvTable.Read(reader, source, ColumnNames, r => new MetricsPoint(
            r.Int(0, 0), r.Int(1, 0), r.Any(2), r.Fraction(3), r.Fraction(4), r.FractionOrNone(5)));

    private static string R(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
