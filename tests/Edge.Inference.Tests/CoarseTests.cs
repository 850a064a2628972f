using Edge.Core.Inference;
using Edge.Core.Models;

namespace Edge.Inference.Tests;

/// <summary>Thresholds that take more than 16 bits, met exactly, missed by one, and near each other.</summary>
public class CoarseTests
{
    public static TheoryData<VectorPath> Paths => [.. Enum.GetValues<VectorPath>().Where(VectorPaths.IsSupported)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void AccumulatorsAroundEveryThreshold_GiveTheReferencesCodes(VectorPath path)
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            int top = (seed % 4) switch { 0 => 254, 1 => 255, 2 => 100, _ => 14 };
            int bits = top < 16 ? 4 : top < 128 ? 7 : 8;

            // The biases lie around the thresholds.
            int[] table = Table(random, top, spread: 1 << random.Next(14, 24), nearest: random.Next(1, 400));
            int[] biases = [.. Enumerable.Range(0, 40).Select(_ => table[random.Next(top)] - random.Next(32000))];
            RequireCodes(table, bits, biases, path, seed);
        }
    }

    /// <summary>Thresholds so far apart that they just fit 16 bits, or just do not.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public void ThresholdsAtTheEndsOf16Bits_GiveTheReferencesCodes(VectorPath path)
    {
        for (int span = 65520; span < 65545; span++)
        {
            foreach (int low in new[] { -32770, -32768, -32767, -32766, -32765, 0, 100_000 })
            {
                int[] table = [low, low + 30000, low + span];
                RequireCodes(table, 2, [low - 16000, low + 30000 - 16000, low + span - 16000, low - 40, low + span - 40], path, 1000);
            }
        }
    }

    // z = bias + 127 a + b: any number of some 32,000 from the bias on.
    private static void RequireCodes(int[] table, int bits, int[] biases, VectorPath path, int seed)
    {
        Random random = new(seed);
        TensorFormat input = new(2, 8, 255, TensorMap.Affine);
        DenseLayer layer = new(
            input, new TensorFormat(biases.Length, bits, table.Length, TensorMap.Affine), 8, null, [.. biases.Select(_ => new sbyte[] { 127, 1 })], biases, false, [table]);
        DenseLayer logits = new(
            layer.Output, new TensorFormat(2, 8, 254, TensorMap.Affine), 8, null, [new sbyte[biases.Length], new sbyte[biases.Length]], [0, 0], false, [new int[254]]);
        ushort[] softmax = new ushort[255];
        softmax[0] = 65535;
        IntegerModel model = new(input, [layer, logits], softmax, 8);
        byte[][] rows = [.. Enumerable.Range(0, 300).Select(_ => new[] { (byte)random.Next(256), (byte)random.Next(256) })];
        HostCodes codes = new(model, rows.Length);
        HostInference inference = new(model, path);
        inference.Run([.. rows.Select(row => row[0] | ((ulong)row[1] << 8))], rows.Length, codes, new HostWorkspace());
        for (int r = 0; r < rows.Length; r++)
        {
            for (int n = 0; n < biases.Length; n++)
            {
                int z = biases[n] + (127 * rows[r][0]) + rows[r][1];
                Assert.Equal(table.Count(threshold => z >= threshold), codes.CodeAt(0, r, n));
            }
        }
    }

    private static int[] Table(Random random, int count, int spread, int nearest)
    {
        int[] table = [.. Enumerable.Range(0, count).Select(_ => random.Next(-spread, spread))];
        Array.Sort(table);
        for (int j = 1; j < count; j++)
        {
            table[j] = Math.Max(table[j], table[j - 1] + random.Next(nearest));
        }

        return table;
    }
}
