using Edge.Core.Models;

namespace Edge.Testing;

/// <summary>
/// Sound models of every kind, the same for the same seed: widths around word boundaries, 1..8 bits of weights and codes, both maps, shared
/// and per-neuron tables, now and then extreme weights, biases and thresholds.
/// </summary>
public static class RandomModels
{
    /// <summary>Widths at which packed words, vectors and loops begin and end.</summary>
    public static readonly int[] BoundaryWidths = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 130];

    /// <summary>A model of one to four layers with widths up to maxWidth.</summary>
    public static IntegerModel Create(int seed, int maxWidth = 130)
    {
        Random random = new(seed);
        bool bipolarInput = random.Next(2) == 0;
        int inputBits = bipolarInput ? 1 : random.Next(1, 9);
        TensorFormat input = new(
            Width(random, maxWidth), inputBits, TopCode(random, inputBits), bipolarInput ? TensorMap.Bipolar : TensorMap.Affine);
        LayerShape[] shapes = new LayerShape[random.Next(1, 5)];
        for (int l = 0; l < shapes.Length; l++)
        {
            bool oneBit = random.Next(2) == 0;
            int bits = oneBit ? 1 : random.Next(2, 9);
            shapes[l] = new LayerShape(
                Width(random, maxWidth),
                random.Next(2) == 0 ? 1 : random.Next(2, 9),
                bits,
                oneBit && random.Next(3) > 0,
                random.Next(2) == 0) { TopCode = TopCode(random, bits) };
        }

        return Create(random, input, shapes);
    }

    /// <summary>A model of a given shape.</summary>
    public static IntegerModel Create(Random random, TensorFormat input, params LayerShape[] shapes)
    {
        DenseLayer[] layers = new DenseLayer[shapes.Length];
        TensorFormat before = input;
        for (int l = 0; l < shapes.Length; l++)
        {
            layers[l] = Layer(random, before, shapes[l]);
            before = layers[l].Output;
        }

        IntegerModel model = new(input, layers, SoftmaxTable(random, before.TopCode), random.Next(1, 9));
        ModelCheck.Require(model);
        return model;
    }

    /// <summary>One row of input codes.</summary>
    public static byte[] Row(Random random, TensorFormat input)
    {
        byte[] row = new byte[input.Width];
        int kind = random.Next(8);
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = (byte)(kind switch
            {
                0 => 0,
                1 => input.TopCode,
                2 => random.Next(2) * input.TopCode,
                _ => random.Next(input.TopCode + 1),
            });
        }

        return row;
    }

    private static int Width(Random random, int maxWidth)
    {
        int width = random.Next(3) == 0 ? random.Next(1, maxWidth + 1) : BoundaryWidths[random.Next(BoundaryWidths.Length)];
        return Math.Min(width, maxWidth);
    }

    private static int TopCode(Random random, int bits)
    {
        int all = (1 << bits) - 1;
        return random.Next(3) switch
        {
            0 => random.Next(1, all + 1),
            1 => Math.Max(1, all - 1),
            _ => all,
        };
    }

    private static DenseLayer Layer(Random random, TensorFormat input, LayerShape shape)
    {
        bool binary = shape.WeightBits == 1;
        ulong[][]? binaryWeights = binary ? new ulong[shape.Neurons][] : null;
        sbyte[][]? weights = binary ? null : new sbyte[shape.Neurons][];
        int kind = random.Next(6);
        for (int n = 0; n < shape.Neurons; n++)
        {
            if (binaryWeights != null)
            {
                binaryWeights[n] = BinaryRow(random, kind, input.Width);
            }
            else
            {
                weights![n] = Row(random, kind, input.Width, (1 << (shape.WeightBits - 1)) - 1);
            }
        }

        int largestWeight = binary ? 1 : (1 << (shape.WeightBits - 1)) - 1;
        long reach = (long)Math.Ceiling(Math.Sqrt(input.Width)) * largestWeight * input.TopCode;
        int biasReach = random.Next(10) == 0 ? ModelLimits.MaxBias : (int)Math.Min(reach, ModelLimits.MaxBias);
        int[] biases = new int[shape.Neurons];
        for (int n = 0; n < biases.Length; n++)
        {
            biases[n] = random.Next(20) == 0 ? (random.Next(2) == 0 ? biasReach : -biasReach) : random.Next(-biasReach, biasReach + 1);
        }

        int[][] thresholds = new int[shape.PerNeuronThresholds ? shape.Neurons : 1][];
        int thresholdKind = random.Next(8);
        for (int t = 0; t < thresholds.Length; t++)
        {
            int center = shape.PerNeuronThresholds ? biases[t] : 0;
            thresholds[t] = Table(random, thresholdKind, shape.TopCode, center, reach + biasReach);
        }

        return new DenseLayer(
            input, shape.Output, shape.WeightBits, binaryWeights, weights, biases, shape.PerNeuronThresholds, thresholds);
    }

    private static ulong[] BinaryRow(Random random, int kind, int inputs)
    {
        ulong[] words = new ulong[DenseLayer.WordsPerRow(inputs)];
        for (int i = 0; i < inputs; i++)
        {
            bool one = kind == 0 || (kind != 1 && random.Next(2) == 1);
            words[i >> 6] |= one ? 1UL << (i & 63) : 0UL;
        }

        return words;
    }

    private static sbyte[] Row(Random random, int kind, int inputs, int most)
    {
        sbyte[] row = new sbyte[inputs];
        for (int i = 0; i < inputs; i++)
        {
            row[i] = (sbyte)(kind switch
            {
                0 => most,
                1 => -most,
                2 => random.Next(2) == 0 ? most : -most,
                _ => random.Next(-most, most + 1),
            });
        }

        return row;
    }

    private static int[] Table(Random random, int kind, int count, int center, long reach)
    {
        int[] table = new int[count];
        long spread = Math.Max(1, reach / (1L << random.Next(8)));
        for (int j = 0; j < count; j++)
        {
            long value = center + random.NextInt64(-spread, spread + 1);
            table[j] = (int)Math.Clamp(kind == 0 ? center : value, int.MinValue, int.MaxValue);
            if (kind == 1 && random.Next(4) == 0)
            {
                table[j] = random.Next(2) == 0 ? int.MinValue : int.MaxValue;
            }
        }

        Array.Sort(table);
        return table;
    }

    private static ushort[] SoftmaxTable(Random random, int topCode)
    {
        ushort[] table = new ushort[topCode + 1];
        double scale = random.Next(6) switch { 0 => 0.0, 1 => 20.0, _ => random.NextDouble() * 0.2 };
        for (int d = 0; d < table.Length; d++)
        {
            table[d] = (ushort)Math.Floor(65535.0 * Math.Exp(-d * scale) + 0.5);
        }

        return table;
    }
}
