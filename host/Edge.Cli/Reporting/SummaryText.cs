using System.Globalization;
using Edge.Cli.Output;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;

namespace Edge.Cli.Reporting;

/// <summary>What an experiment came to, as text on standard output.</summary>
internal static class SummaryText
{
    // More runs than this give one line each, and one table over all.
    private const int MostTables = 5;

    /// <summary>Writes accuracies and the plane of the last epoch of every run, means over the runs, and the verdict.</summary>
    public static void Write(RunFolder folder, ExperimentSummary summary)
    {
        if (summary.AlreadyFinished)
        {
            Terminal.Line($"{folder.Path} was finished before; nothing was computed");
        }

        string name = folder.Manifest.Settings.Network.Name;
        IReadOnlyList<string> rowSets = folder.Manifest.Settings.Rows;
        foreach (CheckpointRecord last in summary.Last)
        {
            bool withTable = summary.Last.Count <= MostTables;
            if (withTable || last == summary.Last[0])
            {
                Terminal.Line("");
            }

            string test = last.TestAccuracy is double share ? $", test rows {Share(share)}" : "";
            Terminal.Line(
                $"{name}, run {last.Run}, epoch {last.Epoch}, {last.Device}: accuracy on all rows {Share(last.Accuracy)} (train rows {Share(last.TrainAccuracy)}{test})");
            if (withTable)
            {
                PlaneTable.Write([.. last.Points.Where(point => point.Rows == rowSets[0])]);
            }
        }

        if (summary.Last.Count > 1)
        {
            WriteMeans(name, rowSets[0], summary.Last);
        }

        if (folder.Manifest.Settings.Series is not null)
        {
            SeriesText.Write(folder, rowSets[0]);
        }

        if (rowSets.Count > 1 && summary.Last.Count > 0)
        {
            Terminal.Line($"measured on rows {string.Join(", ", rowSets.Skip(1))} too: plane.csv, report.html");
        }

        if (summary.Stuck.Count > 0)
        {
            string which = string.Join(", ", summary.Stuck);
            Terminal.Line(
                $"{summary.Stuck.Count} of {summary.Last.Count} runs ended stuck near chance, with an accuracy on training rows below {Share(summary.AtChance)}: {which}");
        }

        foreach (RestartedRun restart in summary.Restarts)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"{folder.Manifest.Settings.Restart!.At}");
            Terminal.Line(
                $"run {restart.Run} was begun anew: with seed {restart.Seed} its accuracy on training rows was {Share(restart.TrainAccuracy)} at epoch {at}");
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

    private static void WriteMeans(string name, string rows, IReadOnlyList<CheckpointRecord> last)
    {
        string test = last.All(record => record.TestAccuracy.HasValue)
            ? $", test rows {RunsTable.Accuracy(last.Select(record => record.TestAccuracy!.Value))}" : "";
        string runs = string.Create(CultureInfo.InvariantCulture, $"{name}, means of {last.Count} runs, epoch {last[0].Epoch}, {last[0].Device}");
        Terminal.Line("");
        Terminal.Line($"{runs}: accuracy on all rows {RunsTable.Accuracy(last.Select(record => record.Accuracy))}");
        Terminal.Line($"train rows {RunsTable.Accuracy(last.Select(record => record.TrainAccuracy))}{test}");
        RunsTable.Write([.. last.SelectMany(record => record.Points).Where(point => point.Rows == rows)]);
    }

    private static string Share(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
