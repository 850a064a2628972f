using System.Text.Json.Serialization;

namespace Edge.Training.Networks;

/// <summary>
/// A network before any training: shapes, bit widths, activations and the rules that decide its arithmetic. <see cref="NetworkCheck"/>
/// accepts it or
/// says what is wrong; an accepted network can be trained, evaluated and frozen at every epoch.
/// </summary>
public sealed record NetworkSpec
{
    /// <summary>Name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The input tensor.</summary>
    public required InputSpec Input { get; init; }

    /// <summary>Hidden layers from the input on, 0..31 of them.</summary>
    public required IReadOnlyList<HiddenLayerSpec> Hidden { get; init; }

    /// <summary>The layer of the logits.</summary>
    public required OutputLayerSpec Output { get; init; }

    /// <summary>Pseudo-gradient of binary activations. Binary weights always use <see cref="SignGradient.SteSign"/>.</summary>
    public SignGradient SignGradient { get; init; } = SignGradient.SteSign;

    /// <summary>
    /// beta of <see cref="SignGradient.SwishSign"/> and of <see cref="Activation.SignSwish"/>, positive; null stands for 5, larq's default.
    /// Must be null where neither is used.
    /// </summary>
    public double? SwishBeta { get; init; }

    /// <summary>What sign(0) is, in training as in the frozen model.</summary>
    public SignOfZero SignOfZero { get; init; } = SignOfZero.PlusOne;

    /// <summary>Distribution of the initial weights.</summary>
    public WeightInitialization Initialization { get; init; } = WeightInitialization.GlorotUniform;

    /// <summary>Whether the latents of binary weights are clipped to [-1, 1] after every step.</summary>
    public bool ClipLatents { get; init; } = true;

    /// <summary>
    /// Momentum of the moving maxima of relu activations and of |logit|, 0 (inclusive) to 1 (exclusive): range = RangeMomentum * range +
    /// (1 - RangeMomentum) * maximum of the batch. They begin at the maximum over the training rows at initialization.
    /// </summary>
    public double RangeMomentum { get; init; } = 0.99;

    /// <summary>
    /// Arithmetic in floats, which is host only: the network can be trained and evaluated but not frozen. Null for the integer arithmetic of
    /// devices.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FloatArithmeticSpec? FloatArithmetic { get; init; }
}
