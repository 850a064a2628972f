using System.CommandLine;
using Edge.Cli.Commands;
using Edge.Cli.Help;

namespace Edge.Cli;

/// <summary>All commands of <c>edge</c>.</summary>
internal static class EdgeCommandLine
{
    /// <summary>Creates the root command.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand(
            "Exact information planes from real low-precision hardware: train binary and k-bit networks, run them on a microcontroller, "
            + "measure every layer exactly. Start with: edge quickstart")
        {
            QuickstartCommand.Create(),
            TrainCommand.Create(),
            ReproduceCommand.Create(),
            MergeCommand.Create(),
            ImportCommand.Create(),
            PlaneCommand.Create(),
            ReportCommand.Create(),
            FreezeCommand.Create(),
            InspectCommand.Create(),
            CodesCommand.Create(),
            HistogramCommand.Create(),
            MiCommand.Create(),
            CompareCommand.Create(),
            ReplayCommand.Create(),
            PresetsCommand.Create(),
            DataCommand.Create(),
            ProfileCommand.Create(),
            DevicesCommand.Create(),
            ImageCommand.Create(),
            FlashCommand.Create(),
            BenchCommand.Create(),
            DoctorCommand.Create(),
        };
        ExampleHelp.AddTo(root);
        return root;
    }
}
