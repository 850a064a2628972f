using System.Globalization;
using Edge.Experiments.Data.Tables;
using Edge.Inference.Files;

namespace Edge.Experiments.Data;

/// <summary>How the numbers of a table became codes. A table opened with the same map gets the same codes.</summary>
/// <param name="Quantized">
/// True where values were rounded to the nearest code (<see cref="Quantizer"/>); false where every value is exactly that of a code.
/// </param>
/// <param name="TopCode">Largest code, 1..255.</param>
/// <param name="Columns">One entry for each input column, in the order of the inputs.</param>
public sealed record TableMap(bool Quantized, int TopCode, IReadOnlyList<ColumnMap> Columns)
{
    /// <summary>The map that a model file keeps; its columns are called by their number, and their range is that of the codes.</summary>
    /// <param name="model">The model file.</param>
    /// <returns>Null where the model was not trained on a table of numbers.</returns>
    public static TableMap? Of(ModelFile model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Description.Inputs is not InputColumns inputs)
        {
            return null;
        }

        int top = model.Model.Input.TopCode;
        return new TableMap(
            inputs.Quantized,
            top,
            [
                .. inputs.Offsets.Zip(inputs.Scales, (offset, scale) => (offset, scale)).Select((column, i) => new ColumnMap(
                    "x" + i.ToString(CultureInfo.InvariantCulture),
                    column.offset,
                    column.scale,
                    column.offset,
                    column.offset + (column.scale * top))),
            ]);
    }

    /// <summary>The map with the columns called as a table calls them; itself where the table has another number of columns.</summary>
    internal TableMap Named(IReadOnlyList<string> names) =>
        names.Count == Columns.Count ? this with { Columns = [.. Columns.Zip(names, (column, name) => column with { Column = name })] } : this;

    /// <summary>What a model file keeps of the map.</summary>
    internal InputColumns ForModel() =>
        new(Quantized, [.. Columns.Select(column => column.Offset)], [.. Columns.Select(column => column.Scale)]);

    /// <summary>
    /// What the codes stand for in the network. Exact codes of step 1 keep their value, with the zero point at the code of 0. Quantized
    /// columns become 0..1, each from its smallest to its largest value; bits written as -1 and +1 become 0 and 1.
    /// </summary>
    /// <param name="bits">Bits of a code; null for the fewest that hold the largest.</param>
    public InputTensor Tensor(int? bits)
    {
        int width = bits ?? InputTensor.BitsFor(TopCode);
        bool integers = !Quantized && Columns.All(column => column.Scale == 1.0 && column.Offset == Columns[0].Offset);
        return new InputTensor(
            Columns.Count, width, TopCode, integers ? -(int)Columns[0].Offset : 0, Quantized ? 1.0 / TopCode : 1.0);
    }
}
