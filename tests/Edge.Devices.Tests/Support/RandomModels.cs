using Edge.Core.Models;

namespace Edge.Devices.Tests.Support;

/// <summary>Sound random models by a seed.</summary>
internal static class RandomModels
{
    /// <summary>Binary weights and bipolar codes, the last layer with one table of thresholds for 8-bit logit codes.</summary>
    public static IntegerModel Binary(int seed, params int[] widths) => Make(seed, widths, 1, 1);

    /// <summary>k-bit weights and affine codes.</summary>
    public static IntegerModel Quantized(int seed, int weightBits, int codeBits, params int[] widths) => Make(seed, widths, weightBits, codeBits);

    private static IntegerModel Make(int seed, int[] widths, int weightBits, int codeBits)
    {
        Random random = new(seed);
        TensorFormat input = new(widths[0], 1, 1, TensorMap.Bipolar);
        TensorFormat before = input;
        DenseLayer[] layers = new DenseLayer[widths.Length - 1];
        for (int l = 0; l < layers.Length; l++)
        {
            bool last = l == layers.Length - 1;
            int bits = last ? 8 : codeBits;
            int top = last ? 255 : (1 << bits) - 1;
            TensorFormat output = new(widths[l + 1], bits, top, bits == 1 ? TensorMap.Bipolar : TensorMap.Affine);
            layers[l] = Layer(random, before, output, weightBits);
            before = output;
        }

        ushort[] softmax = new ushort[before.TopCode + 1];
        for (int d = 0; d < softmax.Length; d++)
        {
            softmax[d] = (ushort)Math.Floor((65535 * Math.Exp(-d * 0.05)) + 0.5);
        }

        IntegerModel model = new(input, layers, softmax, 8);
        ModelCheck.Require(model);
        return model;
    }

    private static DenseLayer Layer(Random random, TensorFormat input, TensorFormat output, int weightBits)
    {
        int most = weightBits == 1 ? 1 : (1 << (weightBits - 1)) - 1;
        int reach = (int)Math.Min(1 << 24, 1 + (Math.Sqrt(input.Width) * most * input.TopCode));
        int[] biases = Enumerable.Range(0, output.Width).Select(_ => random.Next(-reach, reach + 1)).ToArray();
        int[] thresholds = Enumerable.Range(0, output.TopCode).Select(_ => random.Next(-2 * reach, (2 * reach) + 1)).Order().ToArray();
        if (weightBits > 1)
        {
            sbyte[][] weights = new sbyte[output.Width][];
            for (int n = 0; n < weights.Length; n++)
            {
                weights[n] = Enumerable.Range(0, input.Width).Select(_ => (sbyte)random.Next(-most, most + 1)).ToArray();
            }

            return new DenseLayer(input, output, weightBits, null, weights, biases, false, [thresholds]);
        }

        ulong[][] binary = new ulong[output.Width][];
        for (int n = 0; n < binary.Length; n++)
        {
            binary[n] = new ulong[DenseLayer.WordsPerRow(input.Width)];
            for (int i = 0; i < input.Width; i++)
            {
                binary[n][i >> 6] |= (ulong)random.Next(2) << (i & 63);
            }
        }

        return new DenseLayer(input, output, 1, binary, null, biases, false, [thresholds]);
    }
}
