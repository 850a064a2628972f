using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Core.Models;
using Edge.Devices;
using Edge.Devices.Session;
using Edge.Experiments.Data;
using Edge.Experiments.Measuring;
using Edge.Inference.Files;
using Edge.Information;
using Edge.Information.Codes;
using Edge.Information.Files;

namespace Edge.Cli.Commands;

/// <summary><c>edge histogram</c>: a device counts its own codes; exact information from the counts.</summary>
internal static class HistogramCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("model") { Description = "A frozen network, name.edge" };
        var data = new DataChoice("Data set whose rows to run; left out: the one the model was trained on");
        var output = new Option<string?>("--out", "-o") { Description = $"Write the histograms too, name{HistogramFile.Extension}; edge mi reads them" };
        var strict = new Option<bool>("--strict") { Description = "Refuse where the device can't count a layer; left out: the codes of such a layer are sent" };
        var check = new Option<bool>("--check") { Description = "Compare with the histograms of the host's codes; exit code 1 where any differs" };
        var json = CommonOptions.Json();
        var device = new DeviceChoice();
        var command = new ExampleCommand(
            "histogram",
            "Have a device count its own code words per label, and print the exact information: as from its codes; fewer bytes where words repeat",
            "edge histogram model.edge --data szt --device /dev/ttyUSB0",
            "edge histogram model.edge --device emulator --check --json",
            "edge histogram model.edge --device /dev/ttyUSB0 --out board.edgehistogram")
        {
            file,
            output,
            strict,
            check,
            json,
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
                long start = Stopwatch.GetTimestamp();
                HistogramTable table = ProgressView.Rows(
                    $"rows counted by {opened.Name}",
                    rows.Rows,
                    progress => ModelRecording.Histograms(opened, model, rows, result.GetValue(strict), progress, cancellation));
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                if (result.GetValue(output) is string path)
                {
                    HistogramFile.Write(path, table);
                    Terminal.Note($"wrote {path}");
                }

                string[] differing = result.GetValue(check) ? Differing(model, rows, table, cancellation) : [];
                Write(table, opened, model.Model, seconds, result.GetValue(check) ? differing : null, result.GetValue(json));
                return differing.Length == 0 ? ExitCode.Fine : ExitCode.Differences;
            },
            CancellationToken.None));
        return command;
    }

    /// <summary>Layers whose histogram is not the one of the host's codes.</summary>
    private static string[] Differing(ModelFile model, DataSet rows, HistogramTable table, CancellationToken cancellation)
    {
        using HostDevice host = new();
        HistogramTable expected = ModelRecording.Histograms(host, model, rows, strict: true, null, cancellation);
        return [.. expected.Layers.Zip(table.Layers).Where(pair => !pair.First.Histogram.SameAs(pair.Second.Histogram)).Select(pair => pair.First.Name)];
    }

    private static void Write(HistogramTable table, IDevice device, IntegerModel model, double seconds, string[]? differing, bool json)
    {
        List<PlanePoint> points = PlaneCalculator.Points(table);
        SessionCounters? line = device.Counters;
        long codeBytes = (long)table.Rows.Count * ((model.RecordedBitsPerRow() + 7) / 8);
        if (json)
        {
            Terminal.Json(new
            {
                table.Origin.Device,
                table.Origin.Firmware,
                Seconds = seconds,
                BytesReceived = line?.BytesReceived,
                BytesSent = line?.BytesSent,
                CodeBytes = codeBytes,
                Differing = differing,
                Layers = points.Zip(table.Layers).Select(pair => new { Point = pair.First, pair.Second.Streamed }),
            });
            return;
        }

        Terminal.Line($"{table.Origin.DataSet}, run {table.Origin.Run}, epoch {table.Origin.Epoch}, counted by {device.Name} {device.Firmware}".TrimEnd());
        PlaneTable.Write(points);
        foreach (HistogramLayer layer in table.Layers.Where(layer => layer.Streamed is not null))
        {
            Terminal.Line($"{layer.Name}: counted here from its codes ({layer.Streamed})");
        }

        if (line is not null)
        {
            Terminal.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{line.BytesReceived} bytes came and {line.BytesSent} went in {seconds:0.0} s, the model and the labels included; the codes alone are {codeBytes} bytes"));
        }

        if (line is { AnyTrouble: true })
        {
            Terminal.Line($"the line lost something and it was asked for again: {line}");
        }

        if (differing is not null)
        {
            Terminal.Line(differing.Length == 0
                ? $"host = {device.Name}: {table.Layers.Count} layers"
                : $"host != {device.Name}: {string.Join(", ", differing)}; edge codes --check says which rows");
        }
    }
}
