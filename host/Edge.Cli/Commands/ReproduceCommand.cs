using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Cli.Reproduction;
using Edge.Experiments.Execution;
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
        var preset = new Argument<string>("preset") { Description = "A preset (edge presets) or a network file, name.json" };
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
            Description = "Run folder, as edge train makes it; one that is there is continued; left out: out/ and the preset's name",
        };
        var command = new ExampleCommand(
            "reproduce",
            "Train what is missing of a preset on the host, draw the paper's figure with a table of its numbers, and say which of the paper's observations hold",
            "edge reproduce lorenzen-szt-tanh --runs 50",
            "edge reproduce raj-szt --runs 10 --epochs 1000 --out out/short")
        {
            preset,
            runs,
            epochs,
            splitSeed,
            threads,
            output,
        };
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
                    Runs = result.GetValue(runs),
                    Epochs = result.GetValue(epochs),
                    SplitSeed = result.GetValue(splitSeed),
                };
                ExperimentPlan plan = ExperimentPlan.Load(result.GetRequiredValue(preset), overrides);
                string path = result.GetValue(output) ?? Path.Combine("out", plan.Settings.Network.Name);
                RunFolder folder = RunFolder.Prepare(path, plan, CommandText.Current);
                return Run(plan, folder, parallel, cancellation);
            },
            CancellationToken.None));
        return command;
    }

    private static int Run(ExperimentPlan plan, RunFolder folder, int threads, CancellationToken cancellation)
    {
        ProgressView.Experiment(
            plan.Settings.Network.Name,
            progress => Experiment.Run(plan, folder, null, new ExperimentOptions { Threads = threads, Progress = progress }, cancellation));
        (IReadOnlyList<string> files, IReadOnlyList<ReproducedPlane> planes) = ReproductionFiles.Write(folder);
        foreach (ReproducedPlane plane in planes)
        {
            Terminal.Line(plane.Network.Name);
            foreach (Finding finding in plane.Findings)
            {
                Terminal.Line($"  {finding.Name}: {finding.Answer}");
            }
        }

        foreach (string file in files)
        {
            Terminal.Line($"wrote {file}");
        }

        return ExitCode.Fine;
    }
}
