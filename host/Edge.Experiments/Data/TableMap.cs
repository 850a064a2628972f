using Edge.Experiments.Data.Tables;

namespace Edge.Experiments.Data;

/// <summary>How the numbers of a table became codes. A table opened with the same map gets the same codes.</summary>
/// <param name="Quantized">
/// True where values were rounded to the nearest code (<see cref="Quantizer"/>); false where every value is exactly that of a code.
/// </param>
/// <param name="TopCode">Largest code, 1..255.</param>
/// <param name="Columns">One entry for each input column, in the order of the inputs.</param>
public sealed record TableMap(bool Quantized, int TopCode, IReadOnlyList<ColumnMap> Columns)
{
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
