using Edge.Core.Models;
using Edge.Testing;

namespace Edge.Inference.Tests;

/// <summary>A model whose arrays change under an inference, as in training.</summary>
public class ReloadTests
{
    public static TheoryData<VectorPath> Paths => [.. Enum.GetValues<VectorPath>().Where(VectorPaths.IsSupported)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Reload_TakesOverTheNewValues(VectorPath path)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            TensorFormat input = new(random.Next(1, 40), 1 + (seed % 2 * 3), seed % 2 == 0 ? 1 : 11, TensorMap.Affine);
            LayerShape[] shapes =
            [
                new(random.Next(1, 20), seed % 3 == 0 ? 1 : 8, seed % 3 == 0 ? 1 : 5, false, seed % 4 == 0),
                new(2 + (seed % 2), seed % 3 == 0 ? 1 : 3, 8, false, seed % 5 == 0),
            ];
            IntegerModel model = RandomModels.Create(random, input, shapes);
            HostInference reused = new(model, path);
            HostWorkspace workspace = new();
            ulong[] rows = [.. Enumerable.Range(0, 70 * reused.InputWordsPerRow).Select(_ => 0UL)];
            FillRows(rows, reused.InputWordsPerRow, input, random);
            for (int epoch = 0; epoch < 5; epoch++)
            {
                IntegerModel drawn = RandomModels.Create(random, input, shapes);
                IntegerModel next = new(drawn.Input, drawn.Layers, drawn.SoftmaxTable, model.ProbabilityBits);
                Copy(next, model);
                reused.Reload();
                HostCodes here = new(model, 70);
                HostCodes there = new(next, 70);
                reused.Run(rows, 70, here, workspace);
                new HostInference(next, path).Run(rows, 70, there, workspace);
                Assert.Equal(there.Words, here.Words);
                Assert.Equal(there.Predictions, here.Predictions);
            }
        }
    }

    private static void FillRows(ulong[] words, int wordsPerRow, TensorFormat input, Random random)
    {
        for (int row = 0; row < words.Length / wordsPerRow; row++)
        {
            for (int i = 0; i < input.Width; i++)
            {
                int bit = i * input.Bits;
                ulong code = (ulong)random.Next(input.TopCode + 1);
                words[row * wordsPerRow + (bit >> 6)] |= code << (bit & 63);
                if ((bit & 63) + input.Bits > 64)
                {
                    words[row * wordsPerRow + (bit >> 6) + 1] |= code >> (64 - (bit & 63));
                }
            }
        }
    }

    private static void Copy(IntegerModel source, IntegerModel target)
    {
        source.SoftmaxTable.CopyTo(target.SoftmaxTable, 0);
        for (int l = 0; l < source.Layers.Length; l++)
        {
            source.Layers[l].Biases.CopyTo(target.Layers[l].Biases, 0);
            Copy(source.Layers[l].Thresholds, target.Layers[l].Thresholds);
            Copy(source.Layers[l].Weights, target.Layers[l].Weights);
            Copy(source.Layers[l].BinaryWeights, target.Layers[l].BinaryWeights);
        }
    }

    private static void Copy<T>(T[][]? source, T[][]? target)
    {
        for (int i = 0; i < (source?.Length ?? 0); i++)
        {
            source![i].CopyTo(target![i], 0);
        }
    }
}
