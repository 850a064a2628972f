using System.Globalization;
using Edge.Reports.Csv;
using Edge.Reports.Gradients;
using Edge.Reports.Statistics;

namespace Edge.Reports.Reproduction;

/// <summary>The table of the figure of gradients: one line per layer and drawn epoch, means over the runs.</summary>
public static class MeanGradientCsv
{
    private static readonly (string Name, Func<GradientPoint, double> Value)[] Quantities =
    [
        ("mean_norm", point => point.MeanNorm),
        ("deviation_norm", point => point.DeviationNorm),
        ("variance_norm", point => point.VarianceNorm),
        ("weight_norm", point => point.WeightNorm),
        ("relative_mean", point => point.RelativeMean),
        ("relative_deviation", point => point.RelativeDeviation),
    ];

    private static readonly string[] Columns =
        ["layer", "name", "epoch", "runs", .. Quantities.SelectMany(quantity => (string[])[quantity.Name, quantity.Name + "_sd", quantity.Name + "_half95"])];

    /// <summary>Writes the table. Doubles are written so that reading gives the same bits.</summary>
    /// <param name="writer">Where to; stays open.</param>
    /// <param name="points">What was drawn.</param>
    /// <exception cref="ReportDataException">There is no point that can be drawn, or one stands twice.</exception>
    public static void Write(TextWriter writer, IReadOnlyList<GradientPoint> points)
    {
        var lines =
            from layer in GradientFigure.Drawable(points).GroupBy(point => (point.Layer, point.Name))
            orderby layer.Key.Layer
            from epoch in layer.GroupBy(point => point.Epoch)
            orderby layer.Key.Layer, epoch.Key
            select (layer.Key, Epoch: epoch.Key, Points: epoch.ToArray());
        CsvTable.Write(writer, Columns, lines, line =>
        [
            N(line.Key.Layer), line.Key.Name, N(line.Epoch), N(line.Points.Length),
            .. Quantities.SelectMany(quantity => Three(Summary.Of([.. line.Points.Select(quantity.Value)]))),
        ]);
    }

    private static string[] Three(Summary value) => [R(value.Mean), R(value.Deviation), R(value.HalfWidth95)];

    private static string N(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string R(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
