using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Cli.Reporting;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;

namespace Edge.Cli.Commands;

/// <summary><c>edge merge</c>: joins the shards of an experiment into the folder that one machine would have written.</summary>
internal static class MergeCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folders = new Argument<string[]>("dir")
        {
            Description = "Finished folders of all shards (edge train --shard i/n), in any order",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> output = CommonOptions.Out("Run folder to make");
        var command = new ExampleCommand(
            "merge",
            "Join the shards of an experiment into the very run folder that one machine would have written",
            "edge merge out/part1 out/part2 --out out/all")
        {
            folders,
            output,
        };
        command.SetAction(result =>
        {
            string[] parts = result.GetRequiredValue(folders);
            RunFolder merged = ShardMerge.Merge(parts, result.GetRequiredValue(output));
            new FolderReport(merged).WritePlaneTable();
            Terminal.Line($"wrote {merged.Path}: {merged.Manifest.Settings.Runs} runs of {parts.Length} shards");
            Terminal.Line($"next: edge report {merged.Path}");
            return ExitCode.Fine;
        });
        return command;
    }
}
