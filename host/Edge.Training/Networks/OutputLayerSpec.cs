namespace Edge.Training.Networks;

/// <summary>
/// The last dense layer: logits, coded symmetrically within +-moving maximum of |logit|, and the softmax of the logit codes.
/// </summary>
public sealed record OutputLayerSpec
{
    /// <summary>Classes, 2..8192: neurons of the layer.</summary>
    public required int Classes { get; init; }

    /// <summary>Bits of a weight, 1..8, in float arithmetic 2..8 or 32, as in <see cref="HiddenLayerSpec.WeightBits"/>.</summary>
    public required int WeightBits { get; init; }

    /// <summary>Batch normalization of the logits, or null for a learned bias instead.</summary>
    public BatchNormSpec? BatchNorm { get; init; }

    /// <summary>Bits of a logit code, 2..8: 2m + 1 codes, m = 2^(bits-1) - 1. In float arithmetic logits are not coded.</summary>
    public int LogitBits { get; init; } = 8;

    /// <summary>
    /// Bits of a softmax code, 1..8: codes 0..2^bits - 1. In float arithmetic codes as
    /// <see cref="FloatArithmeticSpec.ProbabilityRange"/> says, or 32 bits for the probability itself.
    /// </summary>
    public int ProbabilityBits { get; init; } = 8;
}
