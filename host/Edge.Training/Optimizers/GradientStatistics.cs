using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Layers;
using Edge.Training.Numerics;

namespace Edge.Training.Optimizers;

/// <summary>
/// Means and variances of the gradients of every weight over the batches of an epoch, gathered while a trainer trains it: hand it to
/// <see cref="Trainer.TrainEpoch(Data.LabeledRows, GradientStatistics?)"/>, which starts it anew. Gradients are those of the mean loss of a batch,
/// with respect to the weights that the optimizer changes. Serves one trainer; nothing is allocated per epoch.
/// </summary>
public sealed unsafe class GradientStatistics
{
    private readonly NetworkParameters network;
    private readonly AlignedBuffer[] means;
    private readonly AlignedBuffer[] squares;
    private int batches;

    /// <summary>Room for a network's weights.</summary>
    /// <param name="network">The network that is trained.</param>
    public GradientStatistics(NetworkParameters network)
    {
        this.network = network;
        means = Array.ConvertAll(network.Layers, layer => new AlignedBuffer(layer.Weights.Length));
        squares = Array.ConvertAll(network.Layers, layer => new AlignedBuffer(layer.Weights.Length));
    }

    /// <summary>Layers with weights.</summary>
    public int Layers => means.Length;

    /// <summary>Norms of a layer after an epoch.</summary>
    /// <param name="layer">0 nearest the input.</param>
    public GradientNorms Of(int layer)
    {
        double perBatch = 1.0 / Math.Max(batches, 1);
        double mean = 0;
        double deviation = 0;
        double variance = 0;
        double weight = 0;
        for (int i = 0; i < means[layer].Length; i++)
        {
            double m = means[layer].Span[i];
            double v = squares[layer].Span[i] * perBatch;
            double w = network.Layers[layer].Weights.Span[i];
            mean += m * m;
            deviation += v;
            variance += v * v;
            weight += w * w;
        }

        return new GradientNorms(batches, Math.Sqrt(mean), Math.Sqrt(deviation), Math.Sqrt(variance), Math.Sqrt(weight));
    }

    /// <summary>Whether it was made for a network.</summary>
    internal bool IsOf(NetworkParameters parameters) => ReferenceEquals(network, parameters);

    /// <summary>Forgets the epoch before.</summary>
    internal void Begin()
    {
        batches = 0;
        for (int l = 0; l < means.Length; l++)
        {
            means[l].Span.Clear();
            squares[l].Span.Clear();
        }
    }

    /// <summary>Adds the gradients of a batch (Welford 1962: mean += (g - mean) / n, squares += (g - old mean)(g - new mean)).</summary>
    /// <param name="gradients">Per layer.</param>
    public void Add(LayerGradients[] gradients)
    {
        batches++;
        for (int l = 0; l < means.Length; l++)
        {
            Add(gradients[l].Weights, means[l], squares[l], 1f / batches);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(AlignedBuffer gradients, AlignedBuffer means, AlignedBuffer squares, float share)
    {
        unchecked
        {
            Vector512<float> shares = Vector512.Create(share);
            float* from = gradients.Pointer;
            float* mean = means.Pointer;
            float* square = squares.Pointer;
            nint length = means.Padded;
            for (nint i = 0; i < length; i += Lanes.Count)
            {
                Vector512<float> g = Vector512.Load(from + i);
                Vector512<float> before = Vector512.Load(mean + i);
                Vector512<float> distance = g - before;
                Vector512<float> after = Vector512.FusedMultiplyAdd(distance, shares, before);
                after.Store(mean + i);
                Vector512.FusedMultiplyAdd(distance, g - after, Vector512.Load(square + i)).Store(square + i);
            }
        }
    }
}
