using System.Globalization;
using Edge.Cli.Output;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;

namespace Edge.Cli.Reporting;

/// <summary>What an experiment came to, as text on standard output.</summary>
internal static class SummaryText
{
    /// <summary>Writes accuracies and the plane of the last epoch of every run, and the verdict.</summary>
    public static void Write(RunFolder folder, ExperimentSummary summary)
    {
        if (summary.AlreadyFinished)
        {
            Terminal.Line($"{folder.Path} was finished before; nothing was computed");
        }

        string name = folder.Manifest.Settings.Network.Name;
        foreach (CheckpointRecord last in summary.Last)
        {
            string test = last.TestAccuracy is double share ? $", test {Share(share)}" : "";
            Terminal.Line("");
            Terminal.Line($"{name}, run {last.Run}, epoch {last.Epoch}, {last.Device}: accuracy {Share(last.Accuracy)} (train {Share(last.TrainAccuracy)}{test})");
            string rows = folder.Manifest.Settings.Rows[0];
            PlaneTable.Write([.. last.Points.Where(point => point.Rows == rows)]);
        }

        foreach (string difference in summary.FirstDifferences)
        {
            Terminal.Line(difference);
        }

        Terminal.Line("");
        Terminal.Line(summary.Line);
        foreach (string mismatch in summary.Mismatches)
        {
            MismatchLines.Write(mismatch, summary.Device);
        }
    }

    private static string Share(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
