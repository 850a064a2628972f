using System.Globalization;
using System.Text;
using Edge.Core.Models;
using Edge.Devices.Recording;
using Edge.Inference;

namespace Edge.Experiments.Mismatches;

/// <summary>The tables of a bundle as CSV: input rows, and accumulators of both sides.</summary>
internal static class MismatchCsv
{
    /// <summary><c>row,x0,x1,...</c>: the row's number in the data set, and its codes.</summary>
    public static string Inputs(MismatchRows rows)
    {
        StringBuilder text = new(Header(rows.Inputs.Width) + '\n');
        for (int r = 0; r < rows.Count; r++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{rows.RowIds[r]},{string.Join(',', rows.CodesOf(r))}\n");
        }

        return text.ToString();
    }

    /// <summary>Reads <see cref="Inputs"/>.</summary>
    /// <exception cref="MismatchException">A line is not as it was written; it is named.</exception>
    public static MismatchRows ReadInputs(string path, TensorFormat input)
    {
        string[] lines = File.ReadAllText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 2 || lines[0].TrimEnd('\r') != Header(input.Width))
        {
            throw new MismatchException($"{path}: line 1 is not the header of {input.Width} inputs, or there are no rows; take the bundle as it was written");
        }

        List<long> ids = [];
        List<byte> codes = [];
        for (int line = 1; line < lines.Length; line++)
        {
            string[] fields = lines[line].TrimEnd('\r').Split(',');
            byte code = 0;
            if (fields.Length != input.Width + 1
                || !long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out long id)
                || !fields.Skip(1).All(field => byte.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out code) && code <= input.TopCode))
            {
                throw new MismatchException(
                    $"{path}: line {line + 1} is not a row number and {input.Width} codes 0..{input.TopCode}; take the bundle as it was written");
            }

            ids.Add(id);
            codes.AddRange(fields.Skip(1).Select(field => byte.Parse(field, CultureInfo.InvariantCulture)));
        }

        return new MismatchRows(input, [.. codes], ids);
    }

    /// <summary><c>row,layer,name,neuron,host,device</c>; the device's field is empty where it gave none.</summary>
    public static string Accumulators(IntegerModel model, IReadOnlyList<long> rowIds, int[][][] host, int[][][]? device)
    {
        StringBuilder text = new("row,layer,name,neuron,host,device\n");
        for (int r = 0; r < rowIds.Count; r++)
        {
            for (int l = 0; l < host[r].Length; l++)
            {
                for (int n = 0; n < host[r][l].Length; n++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{rowIds[r]},{l + 1},{LayerNames.Of(model, l)},{n},{host[r][l][n]},{device?[r][l][n]}\n");
                }
            }
        }

        return text.ToString();
    }

    private static string Header(int width) =>
        "row," + string.Join(',', Enumerable.Range(0, width).Select(i => string.Create(CultureInfo.InvariantCulture, $"x{i}")));
}
