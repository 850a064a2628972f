using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Cli.Reporting;
using Edge.Devices;
using Edge.Experiments.Checkpoints;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Training.Engines;

namespace Edge.Cli.Commands;

/// <summary><c>edge train</c>: trains, freezes at every checkpoint, measures on the host and on a device.</summary>
internal static class TrainCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var network = new Argument<string>("preset") { Description = "A preset (edge presets) or a network file, name.json" };
        var data = new DataChoice("Data set: a name (edge data), FILE.csv, FILE.npz or the SZT file FILE.mat");
        var epochs = new Option<int?>("--epochs") { Description = "Epochs of a run" };
        var runs = new Option<int?>("--runs") { Description = "Number of runs; run r has seed + r" };
        var seed = new Option<ulong?>("--seed") { Description = "Seed of the first run" };
        Option<ulong?> splitSeed = CommonOptions.SplitSeed();
        var measure = new Option<string?>("--measure")
        {
            Description = "Epochs at which the integer model's information and accuracies are recorded, host only: all, every:10, log:200 or 10,100,1000",
        };
        var checkpoints = new Option<string?>("--checkpoints")
        {
            Description = "Epochs at which the model is kept, evaluated in floats too and run on the device: log:40, every:10, all or 10,100,1000",
        };
        var restartBelow = new Option<double?>("--restart-below")
        {
            Description = "Begin runs anew, with another seed, whose training accuracy is below this at --restart-at (Lorenzen et al.: 0.55 at 1000)",
        };
        var restartAt = new Option<int?>("--restart-at") { Description = "Epoch at which --restart-below looks; 1000 where it is left out" };
        var shard = new Option<string?>("--shard") { Description = "Train only part i of n of the runs, 1/4 to 4/4; edge merge joins the parts" };
        var threads = new Option<int>("--threads")
        {
            Description = "Runs trained at the same time; changes no result",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        Option<string> output = CommonOptions.Out("Run folder; one that is there and unfinished is continued");
        var json = CommonOptions.Json();
        var device = new DeviceChoice();
        var engine = new EngineChoice();
        var command = new ExampleCommand(
            "train",
            "Train a network, freeze it at every checkpoint, and measure its exact information plane on the host and on a device",
            "edge train raj-szt --runs 5 --out out/raj-szt",
            "edge train lorenzen-szt-tanh --epochs 1000 --checkpoints log:20 --device host --out out/tanh",
            "edge train lorenzen-szt-tanh-float --runs 5 --out out/float",
            "edge train network.json --data table.csv --device /dev/ttyUSB0 --out out/board",
            "edge train lorenzen-szt-tanh --runs 50 --restart-below 0.55 --shard 1/4 --device host --out out/part1",
            "edge train lorenzen-szt-tanh --data iris.csv --label species --input-bits 4 --out out/iris",
            "edge train raj-szt --data digits.npz --out out/digits")
        {
            network,
            epochs,
            runs,
            seed,
            splitSeed,
            measure,
            checkpoints,
            restartBelow,
            restartAt,
            shard,
            threads,
            output,
            json,
        };
        data.AddTo(command);
        device.AddTo(command);
        engine.AddTo(command);
        command.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                int parallel = result.GetValue(threads);
                if (parallel < 1)
                {
                    throw new UsageException($"--threads {parallel}: 1 or more");
                }

                if (result.GetValue(restartAt) is not null && result.GetValue(restartBelow) is null)
                {
                    throw new UsageException("--restart-at goes with --restart-below");
                }

                SettingsOverrides overrides = new()
                {
                    Data = data.Name(result)?.ToString(),
                    Epochs = result.GetValue(epochs),
                    Runs = result.GetValue(runs),
                    Seed = result.GetValue(seed),
                    SplitSeed = result.GetValue(splitSeed),
                    Measure = result.GetValue(measure) is string measured ? CheckpointSchedule.Parse(measured) : null,
                    Restart = result.GetValue(restartBelow) is double below
                        ? new RestartRule(below, result.GetValue(restartAt) ?? RestartRule.Lorenzen.At)
                        : null,
                    Checkpoints = result.GetValue(checkpoints) is string text ? CheckpointSchedule.Parse(text) : null,
                };
                string name = result.GetRequiredValue(network);
                ExperimentPlan plan = ExperimentPlan.Load(name, overrides);
                RequireHost(name, plan, device, result);
                Shard? part = result.GetValue(shard) is string wanted ? Shard.Parse(wanted) : null;
                ITrainingEngine trainer = engine.Open(result, Math.Min(parallel, plan.Settings.Runs));

                // Before the folder is made: a device that is not there leaves none behind.
                using IDevice opened = plan.IsForDevices ? device.Open(result, cancellation) : device.Open(DeviceCatalog.Host, result, cancellation);
                RunFolder folder = RunFolder.Prepare(result.GetRequiredValue(output), plan, CommandText.Current, shard: part, engine: trainer);
                DataText.Note(plan.Data);
                ExperimentOptions options = new() { Threads = parallel, Engine = trainer };
                return Run(plan, folder, opened, options, result.GetValue(json), cancellation);
            },
            CancellationToken.None));
        return command;
    }

    /// <summary>Refuses a device for a network that only the host can compute.</summary>
    private static void RequireHost(string name, ExperimentPlan plan, DeviceChoice device, ParseResult result)
    {
        if (plan.IsForDevices || !device.IsGiven(result) || device.Name(result) == DeviceCatalog.Host)
        {
            return;
        }

        string instead = plan.Settings.About?.DeviceForm is string form
            ? $"; {form} is its form in integers: edge train {form} --device {device.Name(result)}"
            : "; leave --device out";
        throw new UsageException($"--device {device.Name(result)}: {name} is in float arithmetic, which can't be frozen and runs on the host only{instead}");
    }

    private static int Run(
        ExperimentPlan plan, RunFolder folder, IDevice device, ExperimentOptions options, bool json, CancellationToken cancellation)
    {
        ExperimentSummary summary = ProgressView.Experiment(
            plan.Settings.Network.Name,
            progress => Experiment.Run(plan, folder, device, options with { Progress = progress }, cancellation));
        FolderReport report = new(folder);
        report.WritePlaneTable();
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
