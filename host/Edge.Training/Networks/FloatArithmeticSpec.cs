namespace Edge.Training.Networks;

/// <summary>
/// Arithmetic in 32-bit floats, as the papers have it, in place of the integers that a device computes with. Such a network is trained and
/// evaluated on the host and can't be frozen. Weights and activations of 32 bits stay as they are; activations of k bits are
/// fake-quantized: rounded to 2^k levels between two bounds, and still floats (Jacob et al. 2018). Biases and shifts are floats.
/// </summary>
public sealed record FloatArithmeticSpec
{
    /// <summary>Bits of a weight, activation or probability that is a float as it is.</summary>
    public const int FloatBits = 32;

    /// <summary>Moving bounds begin at minus and plus this, as in TensorFlow Model Optimization.</summary>
    public const float MovingRangeStart = 6;

    /// <summary>Bounds of activations of fewer than 32 bits.</summary>
    public ActivationRange ActivationRange { get; init; } = ActivationRange.Batch;

    /// <summary>Bounds of probabilities of fewer than 32 bits.</summary>
    public ProbabilityRange ProbabilityRange { get; init; } = ProbabilityRange.Unit;

    /// <summary>
    /// Whether the bounds of activations are shifted, by less than a level, so that 0 is a level, as TensorFlow's fake_quant_with_min_max_vars does; gradients
    /// then stop outside of the shifted bounds.
    /// </summary>
    public bool NudgeZero { get; init; }
}
