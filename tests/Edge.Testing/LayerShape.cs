using Edge.Core.Models;

namespace Edge.Testing;

/// <summary>What a random layer is made of.</summary>
public sealed record LayerShape(int Neurons, int WeightBits, int OutputBits, bool BipolarOutput, bool PerNeuronThresholds)
{
    /// <summary>Largest output code; by default all that the bits hold.</summary>
    public int TopCode { get; init; } = (1 << OutputBits) - 1;

    /// <summary>The format of the layer's output.</summary>
    public TensorFormat Output => new(Neurons, OutputBits, TopCode, BipolarOutput ? TensorMap.Bipolar : TensorMap.Affine);
}
