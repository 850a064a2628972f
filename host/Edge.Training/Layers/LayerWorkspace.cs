using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>One layer at work: its plan and parameters, and scratch memory for one batch, which the next overwrites.</summary>
internal sealed class LayerWorkspace
{
    /// <summary>Allocates for a layer and the stride of a batch.</summary>
    /// <param name="network">The network and its parameters.</param>
    /// <param name="index">Position of the layer, 0 nearest the input.</param>
    /// <param name="stride">Distance of rows of the matrices, a multiple of 16.</param>
    public LayerWorkspace(NetworkParameters network, int index, int stride)
    {
        LayerPlan plan = network.Plans[index];
        Network = network.Network;
        Plan = plan;
        Parameters = network.Layers[index];
        WeightCodes = plan.HasFloatWeights ? Parameters.Weights : new AlignedBuffer(plan.Neurons * plan.Inputs);
        Additions = new AlignedBuffer(plan.Neurons);
        InverseDeviations = new AlignedBuffer(plan.Neurons);
        NeuronScratch = new AlignedBuffer(plan.Neurons);
        Accumulators = new AlignedBuffer(plan.Neurons * stride);
        Outputs = new AlignedBuffer(plan.Neurons * stride);
        Derivatives = new AlignedBuffer(plan.Neurons * stride);
        Deltas = new AlignedBuffer(plan.Neurons * stride);
    }

    /// <summary>The network, for rules that hold everywhere.</summary>
    public NetworkSpec Network { get; }

    /// <summary>Shape and rules of the layer.</summary>
    public LayerPlan Plan { get; }

    /// <summary>Values of the layer.</summary>
    public LayerParameters Parameters { get; }

    /// <summary>Integer weights as floats; in float arithmetic the weights that are computed with. [neurons][inputs].</summary>
    public AlignedBuffer WeightCodes { get; }

    /// <summary>Scale of an integer weight.</summary>
    public float WeightScale { get; set; }

    /// <summary>
    /// What is added to an accumulator before it is scaled: bias in grid units, or the shift after normalization; [neurons].
    /// </summary>
    public AlignedBuffer Additions { get; }

    /// <summary>1 / sqrt(variance + epsilon) of the batch, [neurons].</summary>
    public AlignedBuffer InverseDeviations { get; }

    /// <summary>Means, then slopes, of batch normalization within a pass; [neurons].</summary>
    public AlignedBuffer NeuronScratch { get; }

    /// <summary>Sums of integer weight times integer input; with batch normalization, once normalized, xHat. [neurons][stride].</summary>
    public AlignedBuffer Accumulators { get; }

    /// <summary>
    /// Integers code - zero point (bipolar: -1 and +1), in float arithmetic activations; in the output layer the float logits.
    /// [neurons][stride].
    /// </summary>
    public AlignedBuffer Outputs { get; }

    /// <summary>Derivative of the quantized activation with respect to what enters the activation, [neurons][stride].</summary>
    public AlignedBuffer Derivatives { get; }

    /// <summary>Derivative of the loss with respect to what enters the activation, [neurons][stride].</summary>
    public AlignedBuffer Deltas { get; }
}
