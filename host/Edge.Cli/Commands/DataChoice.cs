using System.CommandLine;
using Edge.Experiments.Data;

namespace Edge.Cli.Commands;

/// <summary>The options that say which data set to use and what to read in a table, alike in every command that takes them.</summary>
internal sealed class DataChoice
{
    private readonly Option<string?> data;

    private readonly Option<string?> label = new("--label")
    {
        Description = "Column of FILE.csv, by name or by number from 1, or array of FILE.npz, that holds the labels; left out: y, or the last column",
    };

    private readonly Option<int?> inputBits = new("--input-bits")
    {
        Description = "Bits of an input code, 1..8; left out: as many as integers need, 8 where numbers are quantized",
    };

    /// <summary>Creates the options.</summary>
    /// <param name="description">What <c>--data</c> is for in the command.</param>
    public DataChoice(string description)
    {
        data = new Option<string?>("--data") { Description = description };
        inputBits.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int bits) && bits is < 1 or > DataSetName.MaxInputBits)
            {
                result.AddError($"--input-bits {bits}: 1 to {DataSetName.MaxInputBits}");
            }
        });
    }

    /// <summary>Adds all of them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(data);
        AddTableOptionsTo(command);
    }

    /// <summary>Adds those that say what to read in a table.</summary>
    public void AddTableOptionsTo(Command command)
    {
        command.Add(label);
        command.Add(inputBits);
    }

    /// <summary>The data set asked for; null where none is.</summary>
    /// <exception cref="UsageException">A table's option is given and no data set.</exception>
    public DataSetName? Name(ParseResult result) => Name(result, result.GetValue(data));

    /// <summary>The data set of a given name with the table's options.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="path">Name or path; null where none is given.</param>
    /// <exception cref="UsageException">A table's option is given and no data set.</exception>
    public DataSetName? Name(ParseResult result, string? path)
    {
        string? column = result.GetValue(label);
        int? bits = result.GetValue(inputBits);
        if (path is not null)
        {
            DataSetName name = DataSetName.Parse(path);
            return name with { Label = column ?? name.Label, InputBits = bits ?? name.InputBits };
        }

        return column is null && bits is null
            ? null
            : throw new UsageException($"{(column is null ? inputBits.Name : label.Name)} goes with a table, for example: --data table.csv --label species");
    }
}
