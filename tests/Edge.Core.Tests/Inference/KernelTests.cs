using System.Numerics;
using Edge.Core.Inference;
using Edge.Core.Models;

namespace Edge.Core.Tests.Inference;

/// <summary>Each kernel by itself, at the ends of what it takes.</summary>
public class KernelTests
{
    [Fact]
    public void XorPopcount_EveryNumberOfWords()
    {
        Random random = new(1);
        for (int words = 1; words <= 128; words++)
        {
            ulong[] inputs = [.. Enumerable.Range(0, words + 3).Select(_ => Word(random))];
            ulong[][] weights =
            [
                [.. inputs[3..]],
                [.. inputs[3..].Select(word => ~word)],
                [.. inputs[3..].Select(_ => Word(random))],
                [.. inputs[3..].Select((word, i) => i % 2 == 0 ? word : ~word)],
            ];
            int[] start = [5, -6, 1 << 30, 0];
            int[] z = new int[4];

            XorPopcountKernel.Accumulate(inputs, 3, words, weights, start, 2, z);
            XorPopcountKernel.Accumulate(inputs, 3, words, weights, z, 128, z);

            int[] expected = [.. weights.Select((row, n) => start[n]
                - (130 * row.Select((word, i) => BitOperations.PopCount(word ^ inputs[i + 3])).Sum()))];
            Assert.Equal(expected, z);
        }
    }

    /// <summary>Sums of a block reach the ends of their lanes, accumulators those of int32.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(48)]
    [InlineData(49)]
    [InlineData(784)]
    [InlineData(ModelLimits.MaxWidth)]
    public void Multiply_ExtremeWeightsAndCodes(int inputs)
    {
        for (int weightBits = 1; weightBits <= 8; weightBits++)
        {
            for (int inputBits = 0; inputBits <= 8; inputBits++)
            {
                // 0 stands for bipolar inputs.
                TensorFormat input = inputBits == 0
                    ? new TensorFormat(inputs, 1, 1, TensorMap.Bipolar)
                    : new TensorFormat(inputs, inputBits, (1 << inputBits) - 1, TensorMap.Affine);
                if (weightBits == 1 && inputBits == 0)
                {
                    continue;
                }

                DenseLayer layer = Extreme(input, weightBits, neurons: 1 + ((inputs + weightBits) % 9));
                foreach (int spareBytes in new[] { 0, int.MaxValue })
                {
                    DeviceInference device = new(
                        new IntegerModel(input, [layer], [.. Enumerable.Repeat((ushort)1, 256)], 8), spareBytes);
                    foreach (int code in new[] { 0, input.TopCode })
                    {
                        byte[] codes = [.. Enumerable.Repeat((byte)code, inputs)];
                        byte[] row = new byte[device.InputRowBytes];
                        PackedCodes.AppendCodes(codes, inputs, input.Bits, row, 0);

                        int[] z = device.Accumulate(row, 0, 0);

                        for (int n = 0; n < layer.Output.Width; n++)
                        {
                            Assert.Equal(ReferenceInference.Accumulate(layer, codes, n), z[n]);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void LanesOf_AsManyAsTheSumOfABlockLeavesRoomFor()
    {
        Assert.Equal(3, LaneWeights.LanesOf(Extreme(new TensorFormat(40, 8, 255, TensorMap.Affine), 8, 1)));
        Assert.Equal(4, LaneWeights.LanesOf(Extreme(new TensorFormat(40, 4, 15, TensorMap.Affine), 4, 1)));
        Assert.Equal(4, LaneWeights.LanesOf(Extreme(new TensorFormat(40, 1, 1, TensorMap.Bipolar), 8, 1)));
        Assert.Equal(8, LaneWeights.LanesOf(Extreme(new TensorFormat(40, 2, 3, TensorMap.Affine), 2, 1)));

        // A code above the top code is no code of the layer's, but the sum must be that of the reference all the same.
        Assert.Equal(3, LaneWeights.LanesOf(Extreme(new TensorFormat(40, 8, 3, TensorMap.Affine), 8, 1)));
    }

    [Fact]
    public void Thresholds_EveryNumberOfThem_AtEachAndBeside()
    {
        Random random = new(2);
        int indexed = 0;
        for (int count = 1; count <= 255; count += count is < 20 or >= 250 ? 1 : 5)
        {
            for (int kind = 0; kind < 6; kind++)
            {
                int[] table = Table(random, count, kind);
                int[] z = [.. table.SelectMany(t => new[] { Math.Max(t, -int.MaxValue) - 1, t, Math.Min(t, int.MaxValue - 1) + 1 })
                    .Append(0).Append(-(1 << 30)).Append(1 << 30).Where(value => value != int.MaxValue)];
                byte[] codes = new byte[z.Length];
                byte[] expected = [.. z.Select(value => (byte)ReferenceInference.CountThresholds(table, value))];

                ThresholdKernel.ToCodes(z, z.Length, [table], codes);
                Assert.Equal(expected, codes);
                Array.Clear(codes);
                ThresholdKernel.ToCodes(z, z.Length, [.. z.Select(_ => table)], codes);
                Assert.Equal(expected, codes);
                if (ThresholdIndex.Of(table, int.MaxValue) is { } index)
                {
                    indexed++;
                    Assert.True(index.Codes.Length <= 4 * count);
                    Assert.Null(ThresholdIndex.Of(table, ThresholdIndex.HeapBytes(index.Codes.Length) - 1));
                    Array.Clear(codes);
                    ThresholdKernel.ToCodesByIndex(z, z.Length, table, index, codes);
                    Assert.Equal(expected, codes);
                }
            }
        }

        Assert.True(indexed > 60, $"{indexed} tables have an index");
    }

    [Fact]
    public void ToBits_EveryNumberOfNeurons()
    {
        Random random = new(3);
        for (int neurons = 1; neurons <= 200; neurons++)
        {
            int[] z = [.. Enumerable.Range(0, neurons).Select(_ => random.Next(-3, 4))];
            int[][] each = [.. Enumerable.Range(0, neurons).Select(_ => new[] { random.Next(-3, 4) })];
            foreach (int[][] thresholds in new[] { [[1]], each })
            {
                ulong[] bits = [.. Enumerable.Repeat(ulong.MaxValue, (neurons + 63) / 64)];

                ThresholdKernel.ToBits(z, neurons, thresholds, bits);

                for (int n = 0; n < 64 * bits.Length; n++)
                {
                    bool one = n < neurons && z[n] >= thresholds[n % thresholds.Length][0];
                    Assert.Equal(one, ((bits[n / 64] >> (n % 64)) & 1) == 1);
                }
            }
        }
    }

    private static ulong Word(Random random) => unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue));

    private static int[] Table(Random random, int count, int kind)
    {
        int[] table = [.. Enumerable.Range(0, count).Select(j => kind switch
        {
            0 => (j - (count / 2)) * 37,
            1 => random.Next(-10_000, 10_000),
            2 => random.Next(4),
            3 => random.Next(int.MinValue, int.MaxValue),
            4 => random.Next(4) switch { 0 => int.MinValue, 1 => int.MaxValue, _ => random.Next(-500, 500) },
            _ => (int)(1000 * Math.Atanh(((2 * j) + 1 - count) / (count + 1.0))),
        })];
        Array.Sort(table);
        return table;
    }

    private static DenseLayer Extreme(TensorFormat input, int weightBits, int neurons)
    {
        int most = (1 << (weightBits - 1)) - 1;
        ulong[][]? binary = null;
        sbyte[][]? weights = null;
        if (weightBits == 1)
        {
            int tail = input.Width % 64;
            ulong[] ones = [.. Enumerable.Repeat(ulong.MaxValue, DenseLayer.WordsPerRow(input.Width))];
            ones[^1] = tail == 0 ? ulong.MaxValue : (1UL << tail) - 1;
            binary = [.. Enumerable.Range(0, neurons).Select(n => n % 2 == 0 ? ones : new ulong[ones.Length])];
        }
        else
        {
            weights = [.. Enumerable.Range(0, neurons).Select(n =>
                Enumerable.Repeat((sbyte)(n % 2 == 0 ? most : -most), input.Width).ToArray())];
        }

        int[] biases = [.. Enumerable.Range(0, neurons).Select(n => n % 2 == 0 ? ModelLimits.MaxBias : -ModelLimits.MaxBias)];
        int[] thresholds = [.. Enumerable.Range(0, 255)];
        TensorFormat output = new(neurons, 8, 255, TensorMap.Affine);
        return new DenseLayer(input, output, weightBits, binary!, weights!, biases, false, [thresholds]);
    }
}
