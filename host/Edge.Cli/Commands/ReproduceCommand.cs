using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Cli.Reproduction;
using Edge.Experiments.Execution;
using Edge.Experiments.Presets;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Reports.Observations;
using Edge.Reports.Reproduction;

namespace Edge.Cli.Commands;

/// <summary><c>edge reproduce</c>: trains what is missing of a preset, draws the paper's figure and says what of the paper holds.</summary>
internal static class ReproduceCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var preset = new Argument<string>("preset") { Description = "A preset, a figure of several presets (edge presets lists both) or a network file, name.json" };
        var data = new DataChoice("Data set: a name (edge data), mnist:FOLDER, FILE.csv, FILE.npz or the SZT file FILE.mat");
        var runs = new Option<int?>("--runs") { Description = "Number of runs; run r has seed + r" };
        var epochs = new Option<int?>("--epochs") { Description = "Epochs of a run" };
        Option<ulong?> splitSeed = CommonOptions.SplitSeed();
        var threads = new Option<int>("--threads")
        {
            Description = "Runs trained at the same time; changes no result",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var output = new Option<string?>("--out", "-o")
        {
            Description = "Run folder, as edge train makes it; one that is there is continued; left out: out/ and the preset's name; of a figure a folder of run folders",
        };
        var command = new ExampleCommand(
            "reproduce",
            "Train what is missing of a preset on the host, draw the paper's figure with a table of its numbers, and say which of the paper's observations hold",
            "edge reproduce lorenzen-szt-tanh --runs 50",
            "edge reproduce raj-szt --runs 10 --epochs 1000 --out out/short",
            "edge reproduce raj-figure2 --runs 10",
            "edge reproduce raj-mnist --data mnist:FOLDER --runs 1 --epochs 100")
        {
            preset,
            runs,
            epochs,
            splitSeed,
            threads,
            output,
        };
        data.AddTo(command);
        command.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                int parallel = result.GetValue(threads);
                if (parallel < 1)
                {
                    throw new UsageException($"--threads {parallel}: 1 or more");
                }

                SettingsOverrides overrides = new()
                {
                    Data = data.Name(result)?.ToString(),
                    Runs = result.GetValue(runs),
                    Epochs = result.GetValue(epochs),
                    SplitSeed = result.GetValue(splitSeed),
                };
                string name = result.GetRequiredValue(preset);
                if (PresetGroup.Find(name) is PresetGroup group)
                {
                    return Run(group, overrides, result.GetValue(output) ?? Path.Combine("out", name), parallel, cancellation);
                }

                ExperimentPlan plan = ExperimentPlan.Load(name, overrides);
                string path = result.GetValue(output) ?? Path.Combine("out", plan.Settings.Network.Name);
                RunFolder folder = RunFolder.Prepare(path, plan, CommandText.Current);
                Run(plan, folder, parallel, cancellation);
                return ExitCode.Fine;
            },
            CancellationToken.None));
        return command;
    }

    private static int Run(PresetGroup group, SettingsOverrides overrides, string path, int threads, CancellationToken cancellation)
    {
        ExperimentPlan[] plans = [.. group.Members.Select(member => ExperimentPlan.Load(member, overrides))];
        RunCollection collection = RunCollection.Prepare(path, [.. group.Members, GroupFiles.Folder]);
        RunFolder[] folders =
            [.. group.Members.Zip(plans, (member, plan) => RunFolder.Prepare(collection.FolderOf(member), plan, CommandText.Current))];
        collection.WriteManifest(folders);
        ReproductionContent[] contents = [.. plans.Zip(folders, (plan, folder) => Run(plan, folder, threads, cancellation))];
        Wrote(GroupFiles.Write(path, group, contents));
        return ExitCode.Fine;
    }

    private static ReproductionContent Run(ExperimentPlan plan, RunFolder folder, int threads, CancellationToken cancellation)
    {
        ProgressView.Experiment(
            plan.Settings.Network.Name,
            progress => Experiment.Run(plan, folder, null, new ExperimentOptions { Threads = threads, Progress = progress }, cancellation));
        (IReadOnlyList<string> files, ReproductionContent content) = ReproductionFiles.Write(folder, AtChance.Of(plan.Data));
        foreach (ReproducedPlane plane in content.Planes)
        {
            Terminal.Line(plane.Network.Name);
            foreach (Finding finding in plane.Findings)
            {
                Terminal.Line($"  {finding.Name}: {finding.Answer}");
            }
        }

        Wrote(files);
        return content;
    }

    private static void Wrote(IReadOnlyList<string> files)
    {
        foreach (string file in files)
        {
            Terminal.Line($"wrote {file}");
        }
    }
}
