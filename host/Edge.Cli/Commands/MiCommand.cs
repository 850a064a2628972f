using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Information;
using Edge.Information.Codes;
using Edge.Information.Files;

namespace Edge.Cli.Commands;

/// <summary><c>edge mi</c>: exact information of every layer of a recording, or of histograms.</summary>
internal static class MiCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("codes") { Description = $"A recording, name{CodesFile.Extension}, or histograms, name{HistogramFile.Extension}" };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "mi",
            "Exact H(T), I(X;T) and I(T;Y) in bits of every layer of a recording",
            "edge mi codes.edgecodes",
            "edge mi codes.edgecodes --json",
            "edge mi board.edgehistogram")
        {
            file,
            json,
        };
        command.SetAction(result => Run(result.GetRequiredValue(file), result.GetValue(json)));
        return command;
    }

    private static int Run(string path, bool json)
    {
        (CodeOrigin origin, List<PlanePoint> points) = path.EndsWith(HistogramFile.Extension, StringComparison.Ordinal)
            ? Measured(HistogramFile.Read(path))
            : Measured(CodesFile.Read(path));
        if (json)
        {
            Terminal.Json(points);
            return ExitCode.Fine;
        }

        Terminal.Line($"{origin.DataSet}, run {origin.Run}, epoch {origin.Epoch}, computed by {origin.Device}");
        PlaneTable.Write(points);
        return ExitCode.Fine;
    }

    private static (CodeOrigin, List<PlanePoint>) Measured(CodeTable table) => (table.Origin, PlaneCalculator.Points(table));

    private static (CodeOrigin, List<PlanePoint>) Measured(HistogramTable table) => (table.Origin, PlaneCalculator.Points(table));
}
