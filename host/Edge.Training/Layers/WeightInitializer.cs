using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>Draws initial weights.</summary>
internal static class WeightInitializer
{
    /// <summary>Fills the weights of one layer in order.</summary>
    public static void Fill(Span<float> weights, int inputs, int neurons, WeightInitialization initialization, RandomSource random)
    {
        switch (initialization)
        {
            case WeightInitialization.GlorotUniform:
                FillUniform(weights, Math.Sqrt(6.0 / (inputs + neurons)), random);
                break;
            case WeightInitialization.TruncatedNormalByInputs:
                FillTruncatedNormal(weights, 1 / Math.Sqrt(inputs), random);
                break;
            case WeightInitialization.TruncatedNormalByNeurons:
                FillTruncatedNormal(weights, 1 / Math.Sqrt(neurons), random);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(initialization), initialization, "no such initialization");
        }
    }

    private static void FillUniform(Span<float> weights, double limit, RandomSource random)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)((2 * random.NextDouble() - 1) * limit);
        }
    }

    private static void FillTruncatedNormal(Span<float> weights, double deviation, RandomSource random)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            double draw;
            do
            {
                draw = random.NextNormal();
            }
            while (Math.Abs(draw) > 2);
            weights[i] = (float)(draw * deviation);
        }
    }
}
