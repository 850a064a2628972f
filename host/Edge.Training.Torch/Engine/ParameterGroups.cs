using Edge.Training.Layers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Edge.Training.Torch.Engine;

/// <summary>A network's parameters, by how they are updated.</summary>
internal sealed class ParameterGroups : IDisposable
{
    /// <summary>Zeros for all layers.</summary>
    public ParameterGroups(IReadOnlyCollection<LayerPlan> plans, Device device)
    {
        Binary = new ParameterGroup(plans.Where(IsBinary).Sum(Weights), device);
        Others = new ParameterGroup(plans.Where(plan => !IsBinary(plan)).Sum(Weights) + plans.Sum(plan => (long)plan.Neurons), device);
    }

    /// <summary>Weights of one bit: latent weights that may be clipped, or the weights that Bop flips.</summary>
    public ParameterGroup Binary { get; }

    /// <summary>Weights of more bits, and all offsets.</summary>
    public ParameterGroup Others { get; }

    /// <summary>A layer's weights, [neurons][inputs].</summary>
    public Parameter TakeWeights(LayerPlan plan) => OfWeights(plan).Take(plan.Neurons, plan.Inputs);

    /// <summary>A layer's offsets, [neurons].</summary>
    public Parameter TakeOffsets(LayerPlan plan) => Others.Take(plan.Neurons);

    /// <summary>The group that a layer's weights lie in.</summary>
    public ParameterGroup OfWeights(LayerPlan plan) => IsBinary(plan) ? Binary : Others;

    /// <inheritdoc/>
    public void Dispose()
    {
        Binary.Dispose();
        Others.Dispose();
    }

    private static bool IsBinary(LayerPlan plan) => plan.WeightBits == 1;

    private static long Weights(LayerPlan plan) => (long)plan.Neurons * plan.Inputs;
}
