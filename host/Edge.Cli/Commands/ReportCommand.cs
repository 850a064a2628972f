using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Cli.Reporting;
using Edge.Experiments.Runs;

namespace Edge.Cli.Commands;

/// <summary><c>edge report</c>: plane.csv, plane.svg and report.html of a run folder.</summary>
internal static class ReportCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("dir") { Description = "A run folder made by edge train" };
        var command = new ExampleCommand(
            "report",
            "Write plane.csv, plane.svg and report.html, a page that needs no network, into a run folder",
            "edge report out/raj-szt")
        {
            folder,
        };
        command.SetAction(result => Run(RunFolder.Open(result.GetRequiredValue(folder))));
        return command;
    }

    private static int Run(RunFolder folder)
    {
        FolderReport report = new(folder);
        report.WritePlaneTable();
        foreach (string file in ReportFiles.Write(folder.Path, report.Network, [report]))
        {
            Terminal.Line($"wrote {file}");
        }

        return ExitCode.Fine;
    }
}
