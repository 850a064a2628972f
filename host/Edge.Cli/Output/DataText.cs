using System.Globalization;
using Edge.Experiments.Data;

namespace Edge.Cli.Output;

/// <summary>What a user should know of a data set: its size, its classes, and how the numbers of a table became codes.</summary>
internal static class DataText
{
    private const int ListedColumns = 16;
    private const int ListedClasses = 16;

    /// <summary>Writes about a table of the user's on standard error: notes, size, map. Nothing for the data sets of the catalogue.</summary>
    public static void Note(DataSet data)
    {
        foreach (string note in data.Notes)
        {
            Terminal.Note("edge: " + note);
        }

        if (data.Map is not null)
        {
            foreach (string line in Lines(data, ListedColumns))
            {
                Terminal.Note(line);
            }
        }
    }

    /// <summary>Size, classes and map, line by line.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="most">Most columns to list one by one.</param>
    public static IEnumerable<string> Lines(DataSet data, int most = int.MaxValue)
    {
        yield return $"{data.Name}: {data.Rows} rows, {data.Input.Width} inputs of {data.Input.Bits} bits (codes 0..{data.Input.TopCode}), {data.Classes} classes";
        IEnumerable<string> classes = data.ClassNames.Take(ListedClasses)
            .Select((name, c) => $"{name} {data.Labels.Count(label => label == c)}");
        yield return "rows per class: " + string.Join(", ", classes) + (data.Classes > ListedClasses ? ", ..." : "");
        if (data.Map is not TableMap map)
        {
            yield break;
        }

        ColumnMap first = map.Columns[0];
        if (!map.Quantized)
        {
            yield return first is { Offset: 0, Scale: 1 }
                ? "inputs are codes as they stand in the file"
                : $"inputs are codes: value = {Number(first.Offset)} + {Number(first.Scale)} x code";
            yield break;
        }

        yield return $"inputs are quantized, each column by itself: value = offset + scale x code, codes 0..{map.TopCode}";
        foreach (ColumnMap column in map.Columns.Take(most))
        {
            yield return $"  {column.Column}: {Number(column.Minimum)} to {Number(column.Maximum)}, offset {Number(column.Offset)}, scale {Number(column.Scale)}";
        }

        if (map.Columns.Count > most)
        {
            yield return $"  and {map.Columns.Count - most} more; edge data and run.json list them all";
        }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
