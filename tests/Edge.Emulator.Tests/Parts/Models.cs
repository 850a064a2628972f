using System.Runtime.InteropServices;
using Edge.Core.Inference;
using Edge.Core.Models;

namespace Edge.Emulator.Tests.Parts;

/// <summary>Small models with seeded weights, and what they must compute.</summary>
public static class Models
{
    /// <summary>A binary network; the logits have 8 bits.</summary>
    public static IntegerModel Binary(int seed, params int[] widths) => Build(seed, widths, weightBits: 1, codeBits: 1, inputBits: 1);

    /// <summary>A network of 8-bit weights and codes on inputs of that many bits.</summary>
    public static IntegerModel EightBit(int seed, int inputBits, params int[] widths) =>
        Build(seed, widths, weightBits: 8, codeBits: 8, inputBits);

    /// <summary>The packed codes of rows, as RUN must send them.</summary>
    public static byte[] Expected(IntegerModel model, Func<uint, byte[]> inputs, uint firstRow, int rows)
    {
        int rowBytes = RowBytes(model);
        byte[] packed = new byte[rows * rowBytes];
        byte[][] codes = ReferenceInference.NewCodes(model);
        for (int r = 0; r < rows; r++)
        {
            ReferenceInference.Run(model, inputs(firstRow + (uint)r), codes, null);
            int position = 8 * r * rowBytes;
            for (int l = 0; l < codes.Length; l++)
            {
                position = PackedCodes.AppendCodes(codes[l], codes[l].Length, model.RecordedFormat(l).Bits, packed, position);
            }
        }

        return packed;
    }

    public static int RowBytes(IntegerModel model) => PackedCodes.RowBytes(1, model.RecordedBitsPerRow());

    /// <summary>Input codes of counting rows.</summary>
    public static Func<uint, byte[]> Counting(IntegerModel model) => row =>
    {
        byte[] codes = new byte[model.Input.Width];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = (byte)((row >> (codes.Length - 1 - i)) & 1);
        }

        return codes;
    };

    private static IntegerModel Build(int seed, int[] widths, int weightBits, int codeBits, int inputBits)
    {
        Random random = new(seed);
        TensorFormat input = Format(widths[0], inputBits, inputBits == 1 ? TensorMap.Bipolar : TensorMap.Affine);
        DenseLayer[] layers = new DenseLayer[widths.Length - 1];
        TensorFormat before = input;
        for (int l = 0; l < layers.Length; l++)
        {
            bool last = l + 1 == layers.Length;
            TensorFormat after = last ? Format(widths[l + 1], 8, TensorMap.Affine)
                : Format(widths[l + 1], codeBits, codeBits == 1 ? TensorMap.Bipolar : TensorMap.Affine);
            layers[l] = Layer(random, before, after, weightBits);
            before = after;
        }

        ushort[] softmax = [.. Enumerable.Range(0, 256).Select(d => (ushort)Math.Floor(65535 * Math.Exp(-d * 0.05) + 0.5))];
        IntegerModel model = new(input, layers, softmax, 8);
        ModelCheck.Require(model);
        return model;
    }

    private static DenseLayer Layer(Random random, TensorFormat input, TensorFormat output, int weightBits)
    {
        int most = weightBits == 1 ? 1 : (1 << (weightBits - 1)) - 1;
        int reach = Math.Max(2, (int)(Math.Sqrt(input.Width) * most * input.TopCode));
        int[] biases = [.. Enumerable.Range(0, output.Width).Select(_ => random.Next(-reach / 8, reach / 8 + 1))];
        int[] thresholds = output.TopCode == 1
            ? [0]
            : [.. Enumerable.Range(0, output.TopCode).Select(_ => random.Next(-reach, reach)).Order()];
        ulong[][]? binary = null;
        sbyte[][]? weights = null;
        if (weightBits == 1)
        {
            int tail = input.Width % 64;
            binary = [.. Enumerable.Range(0, output.Width).Select(_ =>
            {
                ulong[] row = new ulong[DenseLayer.WordsPerRow(input.Width)];
                random.NextBytes(MemoryMarshal.AsBytes(row.AsSpan()));
                row[^1] &= tail == 0 ? ulong.MaxValue : (1UL << tail) - 1;
                return row;
            })];
        }
        else
        {
            weights = [.. Enumerable.Range(0, output.Width).Select(_ =>
                Enumerable.Range(0, input.Width).Select(_ => (sbyte)random.Next(-most, most + 1)).ToArray())];
        }

        return new DenseLayer(input, output, weightBits, binary, weights, biases, false, [thresholds]);
    }

    private static TensorFormat Format(int width, int bits, byte map) => new(width, bits, (1 << bits) - 1, map);
}
