using Edge.Training.Layers;
using Edge.Training.Numerics;

namespace Edge.Benching.Benches;

/// <summary>Layers with random numbers in them.</summary>
internal static class DenseLayers
{
    /// <summary>A layer of a shape.</summary>
    public static DenseProducts Draw(int inputs, int neurons, int batch)
    {
        DenseProducts layer = new(inputs, neurons, batch);
        RandomSource random = new(1);
        foreach (AlignedBuffer buffer in new[] { layer.Weights, layer.Entered, layer.Deltas })
        {
            foreach (ref float value in buffer.Span)
            {
                value = (float)(2 * random.NextDouble() - 1);
            }
        }

        return layer;
    }

    /// <summary>Billions of operations of one of its products.</summary>
    public static double Giga(DenseProducts layer) => 2e-9 * layer.Inputs * layer.Neurons * layer.Batch;
}
