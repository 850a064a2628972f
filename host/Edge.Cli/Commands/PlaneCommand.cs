using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Cli.Reporting;
using Edge.Names;
using Edge.Experiments.Runs;
using Edge.Files;

namespace Edge.Cli.Commands;

/// <summary><c>edge plane</c>: the information plane of a run folder as a picture, as a table, and the codes behind it for NumPy.</summary>
internal static class PlaneCommand
{
    private const string CheckpointEpochs = "checkpoints";
    private const string AllEpochs = "all";

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("dir") { Description = "A run folder made by edge train" };
        var rows = new Option<string?>("--rows") { Description = "Row set to show: all, train or test, where it was measured; left out: the first measured" };
        var logits = new Option<bool>("--logits") { Description = "Show the logit codes beside the softmax codes" };
        var output = new Option<string?>("--out", "-o") { Description = "SVG file to write" };
        var csv = new Option<string?>("--csv")
        {
            Description = "CSV file to write: every point of every run, epoch, layer, device and row set; without a file: standard output",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var epochs = new Option<string>("--epochs")
        {
            Description = "Epochs that --csv writes: checkpoints, on every device; or all, every measured epoch, on the host",
            DefaultValueFactory = _ => CheckpointEpochs,
        };
        var npz = new Option<string?>("--npz") { Description = "NumPy file to write: the codes of one run over all epochs, an array [epochs, rows, neurons] per layer" };
        var run = new Option<int>("--run") { Description = "Number of the run for --npz, from 0" };
        var device = new Option<string?>("--device", "-d") { Description = "Device whose codes --npz takes; left out: the one the host was compared with" };
        var command = new ExampleCommand(
            "plane",
            "Draw the information plane of a run folder, or write its points and codes for NumPy and pandas",
            "edge plane out/raj-szt --out plane.svg",
            "edge plane out/raj-szt --csv > plane.csv",
            "edge plane out/raj-szt --csv every-epoch.csv --epochs all",
            "edge plane out/raj-szt --csv plane.csv --npz codes.npz --run 2")
        {
            folder,
            rows,
            logits,
            output,
            csv,
            epochs,
            npz,
            run,
            device,
        };
        command.SetAction(result =>
        {
            string? picture = result.GetValue(output);
            string? codes = result.GetValue(npz);
            bool table = result.GetResult(csv) is not null;
            if (picture is null && !table && codes is null)
            {
                throw new UsageException("say what to write: --out plane.svg, --csv, or --npz codes.npz");
            }

            RequireWith(picture, output, result, rows, logits);
            RequireWith(codes, npz, result, run, device);
            string which = result.GetRequiredValue(epochs);
            if (which is not (CheckpointEpochs or AllEpochs))
            {
                throw new UsageException($"--epochs {which}: {CheckpointEpochs} or {AllEpochs}{NearestName.Suggestion(which, [CheckpointEpochs, AllEpochs])}");
            }

            RequireWith(table ? which : null, csv, result, epochs);
            RunFolder opened = RunFolder.Open(result.GetRequiredValue(folder));
            FolderReport report = new(opened);
            // Where the table goes to standard output, nothing else may.
            Action<string> say = table && result.GetValue(csv) is null ? Terminal.Note : Terminal.Line;
            if (picture is not null)
            {
                say(Draw(report, result.GetValue(rows), result.GetValue(logits), picture));
            }

            if (codes is not null)
            {
                say(WriteCodes(opened, result.GetValue(run), result.GetValue(device) ?? opened.Devices()[^1], codes));
            }

            if (table)
            {
                WriteTable(report, which == AllEpochs, result.GetValue(csv));
            }

            return ExitCode.Fine;
        });
        return command;
    }

    /// <summary>Options that say how something is written go with the option that has it written.</summary>
    private static void RequireWith(string? value, Option what, ParseResult result, params ReadOnlySpan<Option> options)
    {
        foreach (Option option in options)
        {
            if (value is null && result.GetResult(option) is { Implicit: false })
            {
                throw new UsageException($"{option.Name} goes with {what.Name}");
            }
        }
    }

    private static string Draw(FolderReport report, string? rows, bool logits, string output)
    {
        string shown = rows ?? report.RowSets[0];
        if (!report.RowSets.Contains(shown))
        {
            throw new UsageException($"--rows {shown} was not measured{NearestName.Suggestion(shown, [.. report.RowSets])}");
        }

        AtomicFile.WriteText(output, report.PlaneSvg(shown, logits));
        return $"wrote {output}: {report.Network}, rows {shown}";
    }

    private static void WriteTable(FolderReport report, bool everyEpoch, string? path)
    {
        if (everyEpoch)
        {
            WriteEveryEpoch(report, path);
            return;
        }

        string text = report.PlaneTable();
        if (path is null)
        {
            Terminal.Text(text);
            return;
        }

        AtomicFile.WriteText(path, text);
        Terminal.Line($"wrote {path}");
    }

    private static void WriteEveryEpoch(FolderReport report, string? path)
    {
        if (path is null)
        {
            report.WriteEveryEpoch(Console.Out);
            return;
        }

        AtomicFile.Write(path, stream =>
        {
            using StreamWriter writer = new(stream, leaveOpen: true);
            report.WriteEveryEpoch(writer);
        });
        Terminal.Line($"wrote {path}");
    }

    private static string WriteCodes(RunFolder folder, int run, string device, string path)
    {
        IReadOnlyList<int> epochs = CodesArchive.Write(folder, run, RunFolder.FileName(device), path);
        return $"wrote {path}: codes of run {run} (of {folder.Manifest.Settings.Runs}) at {epochs.Count} epochs, computed by {device}";
    }
}
