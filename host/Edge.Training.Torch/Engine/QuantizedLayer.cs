using Edge.Core.Models;
using Edge.Training.Layers;
using Edge.Training.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>
/// A dense layer in training. As in the fused trainer, sums run over integers and are scaled afterwards, so that accumulators below 2^24 are
/// exact and both decide alike at the thresholds.
/// </summary>
internal sealed class QuantizedLayer : nn.Module<LayerSignal, LayerSignal>
{
    private readonly LayerPlan plan;
    private readonly QuantizedWeights weights;
    private readonly Parameter offsets;
    private readonly BatchNormalization? normalization;
    private readonly MovingRange range;
    private readonly QuantizedActivation? activation;

    /// <summary>Zero weights.</summary>
    public QuantizedLayer(LayerPlan plan, NetworkSpec network, ParameterGroups parameters, Device device)
        : base(plan.Name)
    {
        this.plan = plan;
        weights = new QuantizedWeights(plan, network, parameters);
        offsets = parameters.TakeOffsets(plan);
        normalization = plan.BatchNorm is null ? null : new BatchNormalization(plan.BatchNorm, plan.Neurons, device);
        range = new MovingRange(network.RangeMomentum, device);
        activation = plan.IsOutput ? null : new QuantizedActivation(plan, network, range);
        RegisterComponents();
    }

    /// <summary>Latent weights, [neurons][inputs].</summary>
    public Parameter Weights => weights.Latents;

    /// <summary>The shift of batch normalization where there is one, else the bias; [neurons].</summary>
    public Parameter Offsets => offsets;

    /// <summary>Running statistics; null without batch normalization.</summary>
    public BatchNormalization? Normalization => normalization;

    /// <summary>Range of the output codes, without dimensions.</summary>
    public Tensor Range => range.Value;

    /// <inheritdoc/>
    public override LayerSignal forward(LayerSignal input)
    {
        LayerSignal quantized = weights.Quantize();
        Tensor accumulators = nn.functional.linear(input.Integers, quantized.Integers);
        Tensor scale = quantized.Scale * input.Scale;
        Tensor x = normalization is null
            ? (accumulators + Bias(scale)) * scale
            : normalization.call(accumulators, scale) + offsets;
        if (activation is not null)
        {
            return activation.call(x);
        }

        range.Move(x.detach().abs().max());
        return new LayerSignal(x, scale);
    }

    // On the grid of the accumulator, as the integer model will hold it: floor(bias / scale + 1/2) within +-2^30. One comparison needs no grid.
    private Tensor Bias(Tensor scale)
    {
        Tensor units = offsets / scale;
        return plan.HasSingleThreshold
            ? units
            : StraightThrough.Of((units.detach() + 0.5).floor().clamp(-ModelLimits.MaxBias, ModelLimits.MaxBias), units);
    }
}
