using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>Derivatives of the mean loss of a batch by the parameters of one layer.</summary>
public sealed class LayerGradients
{
    /// <summary>Zeros.</summary>
    public LayerGradients(LayerPlan plan)
    {
        Weights = new AlignedBuffer(plan.Neurons * plan.Inputs);
        Offsets = new AlignedBuffer(plan.Neurons);
    }

    /// <summary>By the latent weights, [neurons][inputs].</summary>
    public AlignedBuffer Weights { get; }

    /// <summary>By the shift of batch normalization, or the bias; [neurons].</summary>
    public AlignedBuffer Offsets { get; }
}
