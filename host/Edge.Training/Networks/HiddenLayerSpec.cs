namespace Edge.Training.Networks;

/// <summary>A dense layer, optional batch normalization, activation and activation quantizer.</summary>
public sealed record HiddenLayerSpec
{
    /// <summary>Neurons, 1..8192.</summary>
    public required int Neurons { get; init; }

    /// <summary>
    /// Bits of a weight, 1..8. One bit: sign of the latent weight, times 1 under batch normalization and times mean |w| without. k bits:
    /// integers
    /// -(2^(k-1) - 1)..2^(k-1) - 1 times max |w| / (2^(k-1) - 1). In float arithmetic 32, or 2..8: 2^k levels between the least and the
    /// largest weight and 0, shifted so that 0 is a level (the kernels of relu layers in the code of Lorenzen et al. 2022).
    /// </summary>
    public required int WeightBits { get; init; }

    /// <summary>The activation.</summary>
    public required Activation Activation { get; init; }

    /// <summary>
    /// Bits of an activation code, 1..8; 1 for <see cref="Activation.Sign"/>. In float arithmetic 1..8, or 32 for activations as they are.
    /// </summary>
    public required int ActivationBits { get; init; }

    /// <summary>Batch normalization before the activation, or null for a learned bias instead.</summary>
    public BatchNormSpec? BatchNorm { get; init; }
}
