using Edge.Training.Layers;

namespace Edge.Training.Optimizers;

/// <summary>All that the optimizer remembers from one step to the next.</summary>
public sealed class OptimizerState
{
    private readonly double[] powers = [1, 1];

    /// <summary>As before the first step.</summary>
    public OptimizerState(NetworkParameters network)
    {
        Weights = Array.ConvertAll(network.Layers, layer => new AdamMoments(layer.Weights.Length));
        Offsets = Array.ConvertAll(network.Layers, layer => new AdamMoments(layer.Offsets.Length));
    }

    /// <summary>beta1^t and beta2^t after t steps.</summary>
    public Span<double> Powers => powers;

    /// <summary>Moments of the weights, per layer; with <see cref="Bop"/> the first of a binary layer is its average.</summary>
    public IReadOnlyList<AdamMoments> Weights { get; }

    /// <summary>Moments of the offsets, per layer.</summary>
    public IReadOnlyList<AdamMoments> Offsets { get; }
}
