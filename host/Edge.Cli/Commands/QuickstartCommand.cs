using System.CommandLine;
using System.Globalization;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Cli.Reporting;
using Edge.Devices;
using Edge.Experiments.Checkpoints;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Files;

namespace Edge.Cli.Commands;

/// <summary><c>edge quickstart</c>: the whole line, from training to the compared planes of host and emulator.</summary>
internal static class QuickstartCommand
{
    private const string DefaultFolder = "edge-quickstart";
    private const int DefaultEpochs = 8000;
    private const int Checkpoints = 40;
    private static readonly string[] Presets = ["raj-szt", "lorenzen-szt-tanh"];

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var output = new Option<string>("--out", "-o")
        {
            Description = "Folder to write to; an unfinished one is continued",
            DefaultValueFactory = _ => DefaultFolder,
        };
        var epochs = new Option<int>("--epochs") { Description = "Epochs of each network", DefaultValueFactory = _ => DefaultEpochs };
        var command = new ExampleCommand(
            "quickstart",
            "Train a binary and an 8-bit network, run both through the emulated firmware, and compare the exact planes",
            "edge quickstart",
            "edge quickstart --out first-planes")
        {
            output,
            epochs,
        };
        command.SetAction((result, cancellation) => Task.Run(
            () => Run(result.GetRequiredValue(output), result.GetValue(epochs), cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(string output, int epochs, CancellationToken cancellation)
    {
        RunCollection collection = RunCollection.Prepare(output, Presets);
        List<(ExperimentPlan Plan, RunFolder Folder)> planned = [.. Presets.Select(preset => Prepare(preset, collection.FolderOf(preset), epochs))];
        collection.WriteManifest([.. planned.Select(network => network.Folder)]);
        List<(RunFolder Folder, ExperimentSummary Summary)> done = [];
        using (IDevice device = DeviceCatalog.Open(DeviceCatalog.Emulator, new DeviceOptions(), cancellation))
        {
            foreach ((ExperimentPlan plan, RunFolder folder) in planned)
            {
                ExperimentSummary summary = ProgressView.Experiment(
                    plan.Settings.Network.Name,
                    progress => Experiment.Run(plan, folder, device, new ExperimentOptions { Progress = progress }, cancellation));
                done.Add((folder, summary));
            }
        }

        List<FolderReport> reports = [.. done.Select(network => new FolderReport(network.Folder))];
        foreach (FolderReport report in reports)
        {
            report.WritePlaneTable();
        }

        RunFolder[] folders = [.. done.Select(network => network.Folder)];
        JoinedTables.Write(Path.Combine(output, "plane.csv"), folders, "plane.csv");
        JoinedTables.Write(Path.Combine(output, "metrics.csv"), folders, "metrics.csv");
        IReadOnlyList<string> files = ReportFiles.Write(output, "Binary and 8-bit networks on szt", reports);
        foreach ((RunFolder folder, ExperimentSummary summary) in done)
        {
            SummaryText.Write(folder, summary);
        }

        Terminal.Line("");
        Terminal.Line($"look at {files[^1]} (a page) or {files[0]} (a picture); the numbers are in {Path.Combine(output, "plane.csv")}");
        return done.All(network => network.Summary.Differences == 0) ? ExitCode.Fine : ExitCode.Differences;
    }

    private static (ExperimentPlan Plan, RunFolder Folder) Prepare(string preset, string path, int epochs)
    {
        SettingsOverrides overrides = new()
        {
            Runs = 1,
            CodesOnly = true,
            Epochs = epochs,
            Checkpoints = CheckpointSchedule.Parse(string.Create(CultureInfo.InvariantCulture, $"log:{Checkpoints}")),
        };
        ExperimentPlan plan = ExperimentPlan.Load(preset, overrides);
        return (plan, RunFolder.Prepare(path, plan, CommandText.Current));
    }
}
