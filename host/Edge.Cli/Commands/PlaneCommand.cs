using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Cli.Reporting;
using Edge.Names;
using Edge.Experiments.Runs;
using Edge.Files;

namespace Edge.Cli.Commands;

/// <summary><c>edge plane</c>: the information plane of a run folder as a picture.</summary>
internal static class PlaneCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("dir") { Description = "A run folder made by edge train" };
        var rows = new Option<string?>("--rows") { Description = "Row set to show: all, train or test, where it was measured; left out: the first measured" };
        var logits = new Option<bool>("--logits") { Description = "Show the logit codes beside the softmax codes" };
        Option<string> output = CommonOptions.Out("SVG file to write");
        var command = new ExampleCommand(
            "plane",
            "Draw the information plane of a run folder",
            "edge plane out/raj-szt --out plane.svg")
        {
            folder,
            rows,
            logits,
            output,
        };
        command.SetAction(result => Run(
            new FolderReport(RunFolder.Open(result.GetRequiredValue(folder))),
            result.GetValue(rows),
            result.GetValue(logits),
            result.GetRequiredValue(output)));
        return command;
    }

    private static int Run(FolderReport report, string? rows, bool logits, string output)
    {
        string shown = rows ?? report.RowSets[0];
        if (!report.RowSets.Contains(shown))
        {
            throw new UsageException($"--rows {shown} was not measured{NearestName.Suggestion(shown, [.. report.RowSets])}");
        }

        AtomicFile.WriteText(output, report.PlaneSvg(shown, logits));
        Terminal.Line($"wrote {output}: {report.Network}, rows {shown}");
        return ExitCode.Fine;
    }
}
