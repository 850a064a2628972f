using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Testing;

namespace Edge.Inference.Tests;

/// <summary>Counts of the inputs that differ from their weights, on every path of the machine.</summary>
public sealed class CountsTests
{
    [Theory]
    [InlineData(12, 10, 100)]
    [InlineData(12, 10, 1024)]
    [InlineData(3, 1, 513)]
    [InlineData(64, 17, 600)]
    [InlineData(130, 70, 520)]
    public void Counts_AreThoseOfTheReference(int inputs, int neurons, int count)
    {
        Random random = new(inputs);
        foreach (byte map in new[] { TensorMap.Bipolar, TensorMap.Affine })
        {
            IntegerModel model = RandomModels.Create(
                random,
                new TensorFormat(inputs, 1, 1, map),
                new LayerShape(neurons, 1, 1, true, false),
                new LayerShape(4, 8, 8, false, false),
                new LayerShape(5, 1, 1, true, false),
                new LayerShape(2, 1, 8, false, true));
            byte[][] rows = [.. Enumerable.Range(0, count).Select(_ => RandomModels.Row(random, model.Input))];
            byte[][][] codes = Array.ConvertAll(rows, row =>
            {
                byte[][] one = ReferenceInference.NewCodes(model);
                ReferenceInference.Run(model, row, one, null!);
                return one;
            });
            foreach (VectorPath path in VectorPaths.Supported)
            {
                HostCodes result = new(model, count, counts: true);
                new HostInference(model, path).Run(MemoryRows.Pack(rows, 1), count, result, new HostWorkspace());
                Assert.Empty(result.Counts![1]);
                Assert.Empty(result.Counts[2]);
                Require(model.Layers[0], rows, result.Counts[0], $"path {path}, map {map}, first layer");
                Require(model.Layers[3], Array.ConvertAll(codes, row => row[2]), result.Counts[3], $"path {path}, map {map}, last layer");
            }
        }
    }

    private static void Require(DenseLayer layer, byte[][] inputs, ulong[] counts, string where)
    {
        int bits = HostCodes.CountBits(layer);
        byte[][] expected = Array.ConvertAll(inputs, row => Enumerable.Range(0, layer.Output.Width).Select(n =>
            (byte)Enumerable.Range(0, layer.Input.Width).Count(i => (row[i] == 1) != (layer.WeightAt(n, i) > 0))).ToArray());
        Assert.True(MemoryRows.Pack(expected, bits).AsSpan().SequenceEqual(counts), where);
    }
}
