using Edge.Core.Models;
using Edge.Devices;
using Edge.Inference;
using Edge.Information.Codes;

namespace Edge.Experiments.Mismatches;

/// <summary>Rows of a data set that were picked out, in a form that a device can be asked to compute again.</summary>
internal sealed class MismatchRows
{
    private const int MostCountingWidth = 24;
    private readonly InputSet source;
    private readonly int[] sourceRows;

    /// <summary>Prepares rows.</summary>
    /// <param name="input">Format of the model's input.</param>
    /// <param name="codes">Input codes, [rows * width].</param>
    /// <param name="rowIds">Number of each row in its data set.</param>
    public MismatchRows(TensorFormat input, byte[] codes, IReadOnlyList<long> rowIds)
    {
        Inputs = InputSet.FromCodes(codes, input.Width, input.Bits, input.TopCode);
        Codes = codes;
        RowIds = rowIds;

        // A device computes counting rows from their numbers instead of being sent them: the fault may lie there.
        bool counting = input.Bits == 1 && input.Width <= MostCountingWidth && rowIds.All(id => id < 1L << input.Width);
        InputSet all = counting ? InputSet.Counting(input.Width) : Inputs;
        for (int row = 0; counting && row < Inputs.Rows; row++)
        {
            counting = Inputs.Words.Span[row] == all.Words.Span[(int)rowIds[row]];
        }

        source = counting ? all : Inputs;
        sourceRows = [.. rowIds.Select((id, row) => counting ? (int)id : row)];
    }

    /// <summary>The rows.</summary>
    public InputSet Inputs { get; }

    /// <summary>Their codes, [rows * width].</summary>
    public byte[] Codes { get; }

    /// <summary>Number of each row in its data set.</summary>
    public IReadOnlyList<long> RowIds { get; }

    /// <summary>Number of rows, 1 or more.</summary>
    public int Count => RowIds.Count;

    /// <summary>Codes of one row, one byte each.</summary>
    public byte[] CodesOf(int row) => Codes.AsSpan(row * Inputs.Width, Inputs.Width).ToArray();

    /// <summary>Computes the rows on a device.</summary>
    /// <exception cref="DeviceException">It can't.</exception>
    public IReadOnlyList<CodeLayer> Record(IDevice device, IntegerModel model, CancellationToken cancellation)
    {
        List<IReadOnlyList<CodeLayer>> rows = [.. sourceRows.Select(row => device.Record(model, source, row, 1, null, cancellation))];
        return [.. rows[0].Select((layer, l) => new CodeLayer(layer.Name, Join([.. rows.Select(row => row[l].Codes)])))];
    }

    /// <summary>Accumulators of the rows on a device.</summary>
    /// <returns>[row][dense layer][neuron].</returns>
    /// <exception cref="DeviceException">It can't.</exception>
    public int[][][] Accumulators(IDevice device, IntegerModel model, CancellationToken cancellation) =>
        [.. sourceRows.Select(row => device.Accumulators(model, source, row, cancellation))];

    private static PackedCodes Join(IReadOnlyList<PackedCodes> rows) =>
        new([.. rows.SelectMany(row => row.Words.ToArray())], rows.Count, rows[0].Width, rows[0].Bits);
}
