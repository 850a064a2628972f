using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
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
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "compare",
            "Compare two recordings code by code and their information side by side; exit code 1 where anything differs",
            "edge compare host.edgecodes emulator.edgecodes")
        {
            left,
            right,
            most,
            json,
        };
        command.SetAction(result =>
            Run(result.GetRequiredValue(left), result.GetRequiredValue(right), result.GetValue(most), result.GetValue(json)));
        return command;
    }

    private static int Run(string leftPath, string rightPath, int most, bool json)
    {
        CodeTable left = CodesFile.Read(leftPath);
        CodeTable right = CodesFile.Read(rightPath);
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
