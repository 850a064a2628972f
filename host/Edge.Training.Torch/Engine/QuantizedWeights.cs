using Edge.Training.Layers;
using Edge.Training.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>
/// The weights of a layer as integers and a scale. One bit: sign(latent), scale 1 under batch normalization and mean |latent| without, gradient
/// within [-1, 1] only. k bits: floor(latent / scale + 1/2), scale = max |latent| / (2^(k-1) - 1), gradient handed on. Scales are not
/// differentiated.
/// </summary>
internal sealed class QuantizedWeights : nn.Module
{
    private readonly LayerPlan plan;
    private readonly SignOfZero signOfZero;
    private readonly Parameter latents;

    /// <summary>Zeros.</summary>
    public QuantizedWeights(LayerPlan plan, NetworkSpec network, ParameterGroups parameters)
        : base(nameof(QuantizedWeights))
    {
        this.plan = plan;
        signOfZero = network.SignOfZero;
        latents = parameters.TakeWeights(plan);
        RegisterComponents();
    }

    /// <summary>[neurons][inputs].</summary>
    public Parameter Latents => latents;

    /// <summary>The weights as they are now.</summary>
    public LayerSignal Quantize()
    {
        Tensor values = latents.detach();
        if (plan.WeightBits == 1)
        {
            Tensor signs = SignGradients.Sign(values, signOfZero);
            Tensor unit = ones([], device: values.device);
            return new LayerSignal(
                StraightThrough.Of(signs, latents * SignGradients.Ste(values)),
                plan.HasUnitWeightScale ? unit : CodeScale.Scale(values.abs().mean(), 1));
        }

        int largest = (1 << (plan.WeightBits - 1)) - 1;
        Tensor scale = CodeScale.Scale(values.abs().max(), largest);
        Tensor codes = (values / scale + 0.5).floor().clamp(-largest, largest);
        return new LayerSignal(StraightThrough.Of(codes, latents / scale), scale);
    }
}
