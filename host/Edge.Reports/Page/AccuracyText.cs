using System.Globalization;
using Edge.Reports.Statistics;

namespace Edge.Reports.Page;

/// <summary>Says in a sentence how well a network does after its last epoch, and on which rows.</summary>
internal static class AccuracyText
{
    private const string Format = "0.0000";

    /// <summary>The sentence.</summary>
    /// <param name="metrics">Metrics of one network, at least one point.</param>
    /// <returns>One or two sentences; over several runs with 95 % intervals and standard deviations.</returns>
    public static string Of(IReadOnlyList<MetricsPoint> metrics)
    {
        int last = metrics.Max(point => point.Epoch);
        MetricsPoint[] end = [.. metrics.Where(point => point.Epoch == last)];
        string text = string.Create(CultureInfo.InvariantCulture, $"Accuracy after epoch {last}: the float network ")
            + Mean(end, point => point.TrainAccuracy) + " on the training rows";
        if (end.Any(point => point.TestAccuracy.HasValue))
        {
            text += " and " + Mean(end, point => point.TestAccuracy) + " on the test rows";
        }

        if (end.Any(point => point.DeviceAccuracy.HasValue))
        {
            string device = string.Join(", ", end.Select(point => point.Device).Where(name => name.Length > 0).Distinct());
            text += $"; the integer model{(device.Length > 0 ? $" as {device} ran it" : "")} ";
            text += Mean(end, point => point.DeviceAccuracy) + " on all rows";
        }

        return text + "." + Runs(end.Length, metrics.Select(point => point.Run).Distinct().Count());
    }

    /// <summary>What means over runs are, in a sentence; empty for a single run.</summary>
    /// <param name="averaged">Number of runs averaged.</param>
    /// <param name="runs">Number of runs there are.</param>
    /// <returns>A sentence that begins with a blank, or nothing.</returns>
    public static string Runs(int averaged, int runs)
    {
        if (averaged == 1)
        {
            return runs == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" One of {runs} runs has come so far.");
        }

        string some = averaged == runs ? "" : string.Create(CultureInfo.InvariantCulture, $" of {runs}");
        return string.Create(CultureInfo.InvariantCulture, $" Means of {averaged}{some} runs ± half the 95 % interval (Student t), sd: standard deviation.");
    }

    private static string Mean(MetricsPoint[] end, Func<MetricsPoint, double?> value) =>
        Summary.Of([.. end.OrderBy(point => point.Run).Select(value).OfType<double>()]).ToText(Format);
}
