using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Cli.Reporting;
using Edge.Devices;
using Edge.Experiments.Data;
using Edge.Experiments.Measuring;
using Edge.Experiments.Mismatches;
using Edge.Inference.Files;
using Edge.Information;
using Edge.Information.Codes;
using Edge.Information.Files;

namespace Edge.Cli.Commands;

/// <summary><c>edge codes</c>: records every layer's codes of a model on a device.</summary>
internal static class CodesCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("model") { Description = "A frozen network, name.edge" };
        var data = new DataChoice("Data set whose rows to run; left out: the one the model was trained on");
        var npz = new Option<string?>("--npz") { Description = "Write the codes for NumPy too: labels, and one array [rows, neurons] per layer" };
        Option<string> output = CommonOptions.Out("Recording to write, name.edgecodes; an interrupted one is continued");
        var resume = new Option<bool>("--resume") { Description = "Only go on with the interrupted recording of --out; never begin one, never replace a finished one" };
        var check = new Option<bool>("--check") { Description = "Compare with the host's codes; exit code 1 where any differs, with a folder about the first such rows" };
        var device = new DeviceChoice();
        var command = new ExampleCommand(
            "codes",
            "Run a model on a device and record every layer's codes",
            "edge codes model.edge --data szt --device emulator --out codes.edgecodes",
            "edge codes model.edge --data szt --device /dev/ttyUSB0 --out board.edgecodes --npz board.npz",
            "edge codes iris.edge --data new-flowers.csv --label species --device host --out new.edgecodes",
            "edge codes model.edge --data szt --device /dev/ttyUSB0 --out board.edgecodes --resume")
        {
            file,
            output,
            npz,
            resume,
            check,
        };
        data.AddTo(command);
        device.AddTo(command);
        command.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                ModelFile model = ModelFile.Read(result.GetRequiredValue(file));
                DataSet rows = ModelRecording.OpenData(model, data.Name(result));
                DataText.Note(rows);
                string path = Finished(result.GetRequiredValue(output));
                bool finished = result.GetValue(resume) && IsFinished(path);
                using IDevice? opened = finished ? null : device.Open(result, cancellation);
                CodeTable table = opened is null
                    ? RecordedCodes.Require(path, model, rows, device.Name(result))
                    : Record(opened, model, rows, path, cancellation);
                if (opened is null)
                {
                    Terminal.Line($"{path} was finished before; nothing was computed");
                }

                WriteNpz(result.GetValue(npz), table);
                return result.GetValue(check) ? Check(opened, model, rows, table, path, cancellation) : ExitCode.Fine;
            },
            CancellationToken.None));
        return command;
    }

    /// <summary>The finished file; the name of the unfinished one stands for it too.</summary>
    private static string Finished(string path) => path.EndsWith(CodesRecording.PartialExtension, StringComparison.Ordinal)
        ? path[..^CodesRecording.PartialExtension.Length]
        : path;

    /// <exception cref="UsageException">There is neither a finished nor an unfinished recording.</exception>
    private static bool IsFinished(string path)
    {
        if (File.Exists(path + CodesRecording.PartialExtension))
        {
            return false;
        }

        return File.Exists(path)
            ? true
            : throw new UsageException($"--resume: there is no {path}{CodesRecording.PartialExtension} to go on with; leave --resume out to begin a recording");
    }

    private static CodeTable Record(IDevice device, ModelFile model, DataSet data, string output, CancellationToken cancellation)
    {
        Stopwatch taken = Stopwatch.StartNew();
        CodeTable table = ProgressView.Rows(
            $"rows on {device.Name}", data.Rows, progress => ModelRecording.Record(device, model, data, output, progress, cancellation));
        Terminal.Line($"wrote {output}: {table.Rows.Count} rows ({table.Origin.RowSet}) x {table.Layers.Count} layers, computed by {device.Name} {device.Firmware}".TrimEnd());
        if (device.Counters is { } line)
        {
            Terminal.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{line.BytesReceived} bytes came and {line.BytesSent} went in {taken.Elapsed.TotalSeconds:0.0} s, the model included"));
        }

        if (device.Counters is { AnyTrouble: true } counters)
        {
            Terminal.Line($"the line lost something and it was asked for again: {counters}");
        }

        return table;
    }

    private static void WriteNpz(string? path, CodeTable table)
    {
        if (path is not null)
        {
            NpzFile.Write(path, table);
            Terminal.Line($"wrote {path}");
        }
    }

    private static int Check(IDevice? device, ModelFile model, DataSet data, CodeTable table, string output, CancellationToken cancellation)
    {
        HostCheck check = HostCheck.Run(model, data, table, device, Path.ChangeExtension(output, ".mismatch"), cancellation);
        string name = table.Origin.Device;
        foreach (CodeDifference d in check.Comparison.First)
        {
            Terminal.Line($"row {d.RowId}, {d.Name}, neuron {d.Neuron}: host {d.Left}, {name} {d.Right}");
        }

        long differences = check.Comparison.DifferentCodes;
        Terminal.Line($"host {(differences == 0 ? "=" : "!=")} {name}: {table.Rows.Count} rows x {table.Layers.Count} layers, {differences} differences");
        if (check.Bundle is not null)
        {
            MismatchLines.Write(check.Bundle.Path, name);
        }

        return check.Bundle is null ? ExitCode.Fine : ExitCode.Differences;
    }
}
