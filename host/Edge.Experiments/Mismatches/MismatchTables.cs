using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Devices.Recording;
using Edge.Experiments.Measuring;
using Edge.Inference;
using Edge.Information.Codes;
using PackedCodes = Edge.Information.Codes.PackedCodes;

namespace Edge.Experiments.Mismatches;

/// <summary>The rows in which two tables differ, as tables of their own.</summary>
internal static class MismatchTables
{
    /// <summary>The first rows in which two tables of the same shapes differ.</summary>
    /// <param name="host">One table.</param>
    /// <param name="device">The other.</param>
    /// <param name="most">Most rows to return.</param>
    public static int[] DifferingRows(CodeTable host, CodeTable device, int most)
    {
        return [.. Enumerable.Range(0, host.Rows.Count).Where(Differs).Take(most)];

        bool Differs(int row) => Enumerable.Range(0, host.Layers.Count)
            .Any(l => !host.Layers[l].Codes.Row(row).SequenceEqual(device.Layers[l].Codes.Row(row)));
    }

    /// <summary>Some rows of a table; they keep their identity in the data set, and the inputs are those rows alone.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="rows">Rising numbers of rows.</param>
    /// <param name="inputs">The inputs of these rows.</param>
    public static CodeTable Pick(CodeTable table, int[] rows, InputSet inputs)
    {
        CodeRows picked = new(
            [.. rows.Select(row => table.Rows.Labels[row])], [.. rows.Select(table.Rows.RowId)]);
        CodeOrigin origin = table.Origin with { InputHash = new ContentHash(inputs.Identity) };
        return new CodeTable(origin, picked, [.. table.Layers.Select(layer => new CodeLayer(layer.Name, RowSubset.Of(layer.Codes, rows)))]);
    }

    /// <summary>The rows as the definition gives them: the naive reference, code by code.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The inputs.</param>
    /// <param name="accumulators">Receives the accumulators, [row][dense layer][neuron].</param>
    public static IReadOnlyList<CodeLayer> Reference(IntegerModel model, MismatchRows rows, out int[][][] accumulators)
    {
        accumulators = new int[rows.Count][][];
        List<byte>[] codes = [.. Enumerable.Range(0, model.RecordedLayers).Select(_ => new List<byte>())];
        byte[][] row = ReferenceInference.NewCodes(model);
        for (int r = 0; r < rows.Count; r++)
        {
            accumulators[r] = ReferenceInference.NewAccumulators(model);
            ReferenceInference.Run(model, rows.CodesOf(r), row, accumulators[r]);
            for (int l = 0; l < row.Length; l++)
            {
                codes[l].AddRange(row[l]);
            }
        }

        return
        [
            .. codes.Select((layer, l) => new CodeLayer(
                LayerNames.Of(model, l),
                PackedCodes.FromBytes([.. layer], rows.Count, model.RecordedFormat(l).Width, model.RecordedFormat(l).Bits))),
        ];
    }
}
