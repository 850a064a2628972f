using Edge.Core.Models;

namespace Edge.Testing.Devices;

/// <summary>Random models of given widths, as networks have them: one-bit inputs, 8-bit logit codes.</summary>
public static class Networks
{
    /// <summary>Binary weights and bipolar codes.</summary>
    public static IntegerModel Binary(int seed, params int[] widths) => Make(seed, widths, 1, 1);

    /// <summary>Weights and codes of so many bits.</summary>
    public static IntegerModel Quantized(int seed, int weightBits, int codeBits, params int[] widths) =>
        Make(seed, widths, weightBits, codeBits);

    private static IntegerModel Make(int seed, int[] widths, int weightBits, int codeBits)
    {
        LayerShape[] shapes = new LayerShape[widths.Length - 1];
        for (int l = 0; l < shapes.Length; l++)
        {
            int bits = l == shapes.Length - 1 ? 8 : codeBits;
            shapes[l] = new LayerShape(widths[l + 1], weightBits, bits, bits == 1, PerNeuronThresholds: false);
        }

        return RandomModels.Create(new Random(seed), new TensorFormat(widths[0], 1, 1, TensorMap.Bipolar), shapes);
    }
}
