using System.Globalization;
using Edge.Reports.Csv;
using Edge.Reports.Statistics;

namespace Edge.Reports.Reproduction;

/// <summary>The table of the accuracy figure: one line per drawn epoch and quantity, mean over the runs.</summary>
public static class MeanAccuracyCsv
{
    private static readonly string[] Columns = "epoch,quantity,runs,mean,sd,half95".Split(',');

    /// <summary>Writes the table.</summary>
    /// <param name="writer">Where to; stays open.</param>
    /// <param name="metrics">What was drawn.</param>
    public static void Write(TextWriter writer, IReadOnlyList<MetricsPoint> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var lines =
            from epoch in metrics.GroupBy(point => point.Epoch).OrderBy(points => points.Key)
            from quantity in (IEnumerable<(string Name, double[] Values)>)
            [
                ("train_accuracy", Values(epoch, point => point.TrainAccuracy)),
                ("test_accuracy", Values(epoch, point => point.TestAccuracy)),
                ("loss_nats", Values(epoch, point => double.IsFinite(point.Loss) ? point.Loss : null)),
                ("test_loss_nats", Values(epoch, point => point.TestLoss is double loss && double.IsFinite(loss) ? loss : null)),
            ]
            where quantity.Values.Length > 0
            select (epoch.Key, quantity.Name, Of: Summary.Of(quantity.Values));
        CsvTable.Write(writer, Columns, lines, line =>
        [
            line.Key.ToString(CultureInfo.InvariantCulture), line.Name, line.Of.Count.ToString(CultureInfo.InvariantCulture),
            R(line.Of.Mean), R(line.Of.Deviation), R(line.Of.HalfWidth95),
        ]);
    }

    private static double[] Values(IEnumerable<MetricsPoint> points, Func<MetricsPoint, double?> value) =>
        [.. points.OrderBy(point => point.Run).Select(value).OfType<double>()];

    private static string R(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
