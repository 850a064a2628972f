using System.CommandLine;
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

/// <summary><c>edge compare</c>: two recordings that should be equal.</summary>
internal static class CompareCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var left = new Argument<string>("a") { Description = "A recording, for example the host's" };
        var right = new Argument<string>("b") { Description = "Another, for example the device's" };
        var most = new Option<int>("--most")
        {
            Description = "How many differing codes to list; all are counted",
            DefaultValueFactory = _ => 20,
        };
        most.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value < 0)
            {
                result.AddError("--most is 0 or more");
            }
        });
        var model = new Option<string?>("--model") { Description = "The model of both recordings: where codes differ from the host's, write a folder about the first such rows" };
        var data = new Option<string?>("--data") { Description = "Data set of the recordings; left out: the one they name" };
        var json = CommonOptions.Json();
        var device = new DeviceChoice();
        var command = new ExampleCommand(
            "compare",
            "Compare two recordings code by code and their information side by side; exit code 1 where anything differs",
            "edge compare host.edgecodes emulator.edgecodes",
            "edge compare host.edgecodes board.edgecodes --model model.edge --device /dev/ttyUSB0")
        {
            left,
            right,
            most,
            model,
            data,
            json,
        };
        device.AddTo(command);
        command.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                CodeTable a = CodesFile.Read(result.GetRequiredValue(left));
                CodeTable b = CodesFile.Read(result.GetRequiredValue(right));
                bool asJson = result.GetValue(json);
                int exitCode = Run(a, b, result.GetValue(most), asJson);
                if (exitCode == ExitCode.Differences && result.GetValue(model) is string path)
                {
                    ModelFile file = ModelFile.Read(path);
                    DataSet rows = ModelRecording.OpenData(file, result.GetValue(data) is string name ? DataSetName.Parse(name) : null);
                    using IDevice? opened = device.IsGiven(result) ? device.Open(result, cancellation) : null;
                    WriteBundle(file, rows, b, opened, Path.ChangeExtension(result.GetRequiredValue(right), ".mismatch"), asJson, cancellation);
                }

                return exitCode;
            },
            CancellationToken.None));
        return command;
    }

    private static void WriteBundle(
        ModelFile model, DataSet data, CodeTable there, IDevice? device, string path, bool json, CancellationToken cancellation)
    {
        HostCheck check = HostCheck.Run(model, data, there, device, path, cancellation);
        if (check.Bundle is null)
        {
            Terminal.Note("edge: the second recording is equal to what this host computes; no folder was written");
        }
        else if (json)
        {
            Terminal.Note($"edge: wrote {check.Bundle.Path}");
        }
        else
        {
            MismatchLines.Write(check.Bundle.Path, there.Origin.Device);
        }
    }

    private static int Run(CodeTable left, CodeTable right, int most, bool json)
    {
        CodeComparison comparison = CodeComparison.Of(left, right, most);
        if (json)
        {
            Terminal.Json(comparison);
        }
        else
        {
            WriteText(comparison, left);
        }

        return comparison.AreEqual ? ExitCode.Fine : ExitCode.Differences;
    }

    private static void WriteText(CodeComparison comparison, CodeTable left)
    {
        foreach (string line in comparison.Structure)
        {
            Terminal.Line(line);
        }

        foreach (CodeDifference d in comparison.First)
        {
            Terminal.Line($"row {d.RowId}, {d.Name}, neuron {d.Neuron}: {d.Left} | {d.Right}");
        }

        var table = new TextTable("layer", "name", "differing rows", "differing codes", "I(X;T) a", "I(X;T) b", "I(T;Y) a", "I(T;Y) b");
        foreach (LayerDifference layer in comparison.Layers)
        {
            PlanePoint a = comparison.Left[layer.Layer - 1];
            PlanePoint b = comparison.Right[layer.Layer - 1];
            table.Add(
                $"{layer.Layer}",
                layer.Name,
                $"{layer.Rows}",
                $"{layer.Codes}",
                PlaneTable.Bits(a.IXT),
                PlaneTable.Bits(b.IXT),
                PlaneTable.Bits(a.ITY),
                PlaneTable.Bits(b.ITY));
        }

        table.Write();
        Terminal.Line(
            comparison.AreEqual
                ? $"equal: {left.Rows.Count} rows x {left.Layers.Count} layers, 0 differences"
                : $"different: {comparison.DifferentCodes} codes, {comparison.Structure.Count} other differences");
    }
}
