using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Devices;
using Edge.Experiments.Data;
using Edge.Experiments.Measuring;
using Edge.Inference.Files;
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
        var device = new DeviceChoice();
        var command = new ExampleCommand(
            "codes",
            "Run a model on a device and record every layer's codes",
            "edge codes model.edge --data szt --device emulator --out codes.edgecodes",
            "edge codes model.edge --data szt --device /dev/ttyUSB0 --out board.edgecodes --npz board.npz",
            "edge codes iris.edge --data new-flowers.csv --label species --device host --out new.edgecodes")
        {
            file,
            output,
            npz,
        };
        data.AddTo(command);
        device.AddTo(command);
        command.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                ModelFile model = ModelFile.Read(result.GetRequiredValue(file));
                DataSet rows = ModelRecording.OpenData(model, data.Name(result));
                DataText.Note(rows);
                using IDevice opened = device.Open(result, cancellation);
                return Run(opened, model, rows, result.GetRequiredValue(output), result.GetValue(npz), cancellation);
            },
            CancellationToken.None));
        return command;
    }

    private static int Run(IDevice device, ModelFile model, DataSet data, string output, string? npz, CancellationToken cancellation)
    {
        CodeTable table = ProgressView.Rows(
            $"rows on {device.Name}", data.Rows, progress => ModelRecording.Record(device, model, data, output, progress, cancellation));
        Terminal.Line($"wrote {output}: {table.Rows.Count} rows ({table.Origin.RowSet}) x {table.Layers.Count} layers, computed by {device.Name} {device.Firmware}".TrimEnd());
        if (device.Counters is { AnyTrouble: true } counters)
        {
            Terminal.Line($"the line lost something and it was asked for again: {counters}");
        }

        if (npz is not null)
        {
            NpzFile.Write(npz, table);
            Terminal.Line($"wrote {npz}");
        }

        return ExitCode.Fine;
    }
}
