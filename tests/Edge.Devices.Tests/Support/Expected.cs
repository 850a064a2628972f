using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Core.Protocol;

namespace Edge.Devices.Tests.Support;

/// <summary>Inputs, and the packed rows that the reference gives for them.</summary>
internal static class Expected
{
    /// <summary>Counting rows 0 .. rows - 1, one byte per code.</summary>
    public static byte[] CountingCodes(int width, int rows)
    {
        byte[] codes = new byte[rows * width];
        byte[] row = new byte[width];
        for (int r = 0; r < rows; r++)
        {
            CodePacking.Count((uint)r, row, width);
            row.CopyTo(codes, r * width);
        }

        return codes;
    }

    /// <summary>Random rows, one byte per code.</summary>
    public static byte[] RandomCodes(int seed, TensorFormat format, int rows)
    {
        Random random = new(seed);
        return Enumerable.Range(0, rows * format.Width).Select(_ => (byte)random.Next(format.TopCode + 1)).ToArray();
    }

    /// <summary>The recorded rows of a model as they stand on the wire.</summary>
    public static byte[] Rows(IntegerModel model, ReadOnlySpan<byte> inputCodes)
    {
        int rows = inputCodes.Length / model.Input.Width;
        int rowBytes = CodePacking.RowBytes(model.RecordedBitsPerRow());
        byte[] packed = new byte[rows * rowBytes];
        byte[][] codes = ReferenceInference.NewCodes(model);
        byte[] input = new byte[model.Input.Width];
        for (int r = 0; r < rows; r++)
        {
            inputCodes.Slice(r * input.Length, input.Length).CopyTo(input);
            ReferenceInference.Run(model, input, codes, null);
            PackRow(model, codes, packed, r * rowBytes);
        }

        return packed;
    }

    public static void PackRow(IntegerModel model, byte[][] codes, byte[] target, int offset)
    {
        int bit = offset * 8;
        for (int l = 0; l < codes.Length; l++)
        {
            bit = CodePacking.Pack(codes[l], codes[l].Length, model.RecordedFormat(l).Bits, target, bit);
        }
    }
}
