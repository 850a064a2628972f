using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Cli.Reporting;
using Edge.Devices;
using Edge.Experiments.Execution;
using Edge.Experiments.Importing;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;

namespace Edge.Cli.Commands;

/// <summary><c>edge import</c>: makes a network trained elsewhere a run folder with one checkpoint, measured on host and device.</summary>
internal static class ImportCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var weights = new Argument<string>("weights")
        {
            Description = "Weights, biases and batch-norm statistics as NumPy arrays, name.npz",
        };
        var network = new Option<string>("--network")
        {
            Description = "The network they are of: a network file, name.json, or a preset",
            Required = true,
        };
        var data = new Option<string?>("--data") { Description = "Data set: a name (edge data) or FILE.csv" };
        var epoch = new Option<int>("--epoch") { Description = "Number of the checkpoint: epochs the network was trained for" };
        Option<string> output = CommonOptions.Out("Run folder; one that is there and unfinished is continued");
        var json = CommonOptions.Json();
        var device = new DeviceChoice();
        var command = new ExampleCommand(
            "import",
            "Make a network trained elsewhere (PyTorch, larq) a run folder: freeze it, measure its exact information on host and device",
            "edge import weights.npz --network network.json --out out/mine",
            "edge import weights.npz --network network.json --epoch 500 --device /dev/ttyUSB0 --out out/mine")
        {
            weights,
            network,
            data,
            epoch,
            output,
            json,
        };
        device.AddTo(command);
        command.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                int number = result.GetValue(epoch);
                if (number < 0)
                {
                    throw new UsageException($"--epoch {number}: 0 or more");
                }

                SettingsOverrides overrides = new() { Data = result.GetValue(data), TrainedElsewhere = true };
                ExperimentPlan plan = ExperimentPlan.Load(result.GetRequiredValue(network), overrides);
                ImportedNetwork imported = ImportedNetwork.Read(result.GetRequiredValue(weights), plan, number);

                // Before the folder is made: a device that is not there leaves none behind.
                using IDevice opened = device.Open(result, cancellation);
                RunFolder folder = RunFolder.Prepare(result.GetRequiredValue(output), plan, CommandText.Current, imported.Origin);
                return Run(plan, folder, imported, opened, result.GetValue(json), cancellation);
            },
            CancellationToken.None));
        return command;
    }

    private static int Run(
        ExperimentPlan plan, RunFolder folder, ImportedNetwork network, IDevice device, bool json, CancellationToken cancellation)
    {
        ExperimentSummary summary = ProgressView.Experiment(
            plan.Settings.Network.Name,
            progress => Experiment.Import(plan, folder, network, device, new ExperimentOptions { Progress = progress }, cancellation));
        FolderReport report = new(folder);
        report.WritePlaneTable();
        if (network.Origin.CalibratedRanges.Count > 0)
        {
            string layers = string.Join(", ", network.Origin.CalibratedRanges);
            Terminal.Note($"ranges of {layers} were not in the file: the largest values on the training rows were taken");
        }

        if (json)
        {
            Terminal.Json(summary);
        }
        else
        {
            SummaryText.Write(folder, summary);
            Terminal.Line($"next: edge plane {folder.Path} --out plane.svg; edge report {folder.Path}");
        }

        return summary.Differences == 0 ? ExitCode.Fine : ExitCode.Differences;
    }
}
