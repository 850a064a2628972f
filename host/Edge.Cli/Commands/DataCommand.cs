using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Experiments.Data;
using Edge.Files;

namespace Edge.Cli.Commands;

/// <summary><c>edge data</c>: lists the data sets, or writes one as CSV.</summary>
internal static class DataCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var name = new Argument<string?>("name")
        {
            Description = "szt, tictactoe, mnist:FOLDER, FILE.csv, FILE.npz or the SZT file FILE.mat; left out: list what there is",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = new Option<string?>("--out", "-o") { Description = "CSV file to write: one column per input, then y" };
        var json = CommonOptions.Json();
        var table = new DataChoice("Data set");
        var command = new ExampleCommand(
            "data",
            "List the data sets, describe one, or write it as CSV",
            "edge data",
            "edge data szt --out szt.csv",
            "edge data iris.csv --label species --input-bits 4",
            "edge data digits.npz --label target")
        {
            name,
            output,
            json,
        };
        table.AddTableOptionsTo(command);
        command.SetAction(result => Run(table.Name(result, result.GetValue(name)), result.GetValue(output), result.GetValue(json)));
        return command;
    }

    private static int Run(DataSetName? name, string? output, bool json)
    {
        if (name is null)
        {
            if (output is not null)
            {
                throw new UsageException("--out needs the name of a data set, for example: edge data szt --out szt.csv");
            }

            List(json);
            return ExitCode.Fine;
        }

        DataSet data = DataSetCatalogue.Open(name.ToString());
        foreach (string note in data.Notes)
        {
            Terminal.Note("edge: " + note);
        }

        if (output is not null)
        {
            WriteCsv(data, output);
        }

        Describe(data, output, json);
        return ExitCode.Fine;
    }

    private static void WriteCsv(DataSet data, string path)
    {
        using var text = new StringWriter();
        CsvDataSetWriter.Write(data, text);
        AtomicFile.WriteText(path, text.ToString());
    }

    private static void List(bool json)
    {
        if (json)
        {
            Terminal.Json(DataSetCatalogue.Entries);
            return;
        }

        var table = new TextTable("name", "rows", "inputs", "classes", "what it is");
        foreach (DataSetEntry entry in DataSetCatalogue.Entries)
        {
            table.Add(entry.Name, $"{entry.Rows}", $"{entry.Columns}", $"{entry.Classes}", entry.Description);
        }

        table.Write();
    }

    private static void Describe(DataSet data, string? output, bool json)
    {
        int[] counts = [.. Enumerable.Range(0, data.Classes).Select(c => data.Labels.Count(label => label == c))];
        string hash = Convert.ToHexStringLower(data.Sha256);
        if (json)
        {
            Terminal.Json(new
            {
                data.Name,
                data.Rows,
                Inputs = data.Input.Width,
                data.Input.Bits,
                data.Input.TopCode,
                Classes = data.ClassNames,
                RowsPerClass = counts,
                data.Map,
                Sha256 = hash,
                File = output,
            });
            return;
        }

        foreach (string line in DataText.Lines(data))
        {
            Terminal.Line(line);
        }

        Terminal.Line($"SHA-256 {hash}");
        if (output is not null)
        {
            Terminal.Line($"wrote {output}");
        }
    }
}
