using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Experiments.Runs;
using Edge.Files;

namespace Edge.Cli.Commands;

/// <summary><c>edge freeze</c>: takes the integer model of a checkpoint out of a run folder.</summary>
internal static class FreezeCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("dir") { Description = "A run folder made by edge train" };
        var run = new Option<int>("--run") { Description = "Number of the run, from 0" };
        var epoch = new Option<int?>("--epoch") { Description = "Epoch of a checkpoint; left out: the last" };
        Option<string> output = CommonOptions.Out("Model file to write, name.edge");
        var command = new ExampleCommand(
            "freeze",
            "Take the integer model of a checkpoint out of a run folder",
            "edge freeze out/raj-szt --out model.edge",
            "edge freeze out/raj-szt --run 2 --epoch 1000 --out model.edge")
        {
            folder,
            run,
            epoch,
            output,
        };
        command.SetAction(result => Run(
            RunFolder.Open(result.GetRequiredValue(folder)), result.GetValue(run), result.GetValue(epoch), result.GetRequiredValue(output)));
        return command;
    }

    private static int Run(RunFolder folder, int run, int? epoch, string output)
    {
        if (!folder.Runs.Contains(run))
        {
            throw new UsageException($"--run {run}: the folder has runs 0..{folder.Manifest.Settings.Runs - 1}{Shard(folder)}");
        }

        int[] epochs = folder.CheckpointEpochs;
        int wanted = epoch ?? epochs[^1];
        if (!epochs.Contains(wanted))
        {
            int nearest = epochs.MinBy(e => Math.Abs((long)e - wanted));
            throw new UsageException($"--epoch {wanted} is no checkpoint; the nearest is {nearest}, all are {string.Join(", ", epochs)}");
        }

        if (!folder.HasModels)
        {
            throw new UsageException($"'{folder.Path}' holds a network in float arithmetic, which can't be frozen; edge presets lists those of form device");
        }

        string model = folder.ModelPath(run, wanted);
        if (!File.Exists(model))
        {
            throw new UsageException($"run {run} is not trained to epoch {wanted} yet; give edge train the same command again to go on");
        }

        AtomicFile.WriteBytes(output, File.ReadAllBytes(model));
        Terminal.Line($"wrote {output}: run {run}, epoch {wanted}");
        return ExitCode.Fine;
    }

    private static string Shard(RunFolder folder) => folder.Manifest.Shard is Shard shard ? $", of which this is shard {shard}" : "";
}
