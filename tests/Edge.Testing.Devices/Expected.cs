using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Inference;

namespace Edge.Testing.Devices;

/// <summary>Inputs, and the packed rows that the reference gives for them.</summary>
public static class Expected
{
    /// <summary>Counting rows 0 .. rows - 1 of one bit per code.</summary>
    public static InputSet Counting(int width, int rows)
    {
        byte[] codes = new byte[rows * width];
        for (int r = 0; r < rows; r++)
        {
            CountingRow((uint)r, codes.AsSpan(r * width, width));
        }

        return InputSet.FromCodes(codes, width, 1, 1);
    }

    /// <summary>Input i is bit (width - 1 - i) of the row's number.</summary>
    public static void CountingRow(uint row, Span<byte> codes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = (byte)((row >> (codes.Length - 1 - i)) & 1);
        }
    }

    /// <summary>Random rows.</summary>
    public static InputSet Random(int seed, TensorFormat format, int rows)
    {
        Random random = new(seed);
        byte[] codes = [.. Enumerable.Range(0, rows * format.Width).Select(_ => (byte)random.Next(format.TopCode + 1))];
        return InputSet.FromCodes(codes, format.Width, format.Bits, format.TopCode);
    }

    /// <summary>One row, one byte per code.</summary>
    public static byte[] Row(InputSet inputs, int row) => [.. Enumerable.Range(0, inputs.Width).Select(i => (byte)inputs.CodeAt(row, i))];

    /// <summary>The recorded rows of a model as they stand on the wire.</summary>
    public static byte[] Rows(IntegerModel model, InputSet inputs)
    {
        List<byte> packed = [];
        byte[][] codes = ReferenceInference.NewCodes(model);
        for (int r = 0; r < inputs.Rows; r++)
        {
            ReferenceInference.Run(model, Row(inputs, r), codes, null);
            packed.AddRange(WireRows.Pack(model, codes));
        }

        return [.. packed];
    }
}
