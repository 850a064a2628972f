namespace Edge.Training.Networks;

/// <summary>Between which bounds a network in float arithmetic quantizes the activations of a layer; one pair of bounds for all its neurons.</summary>
public enum ActivationRange
{
    /// <summary>
    /// Least and largest activation of the batch in training, and of all rows given when evaluated (Lorenzen et al. 2022, section 3.2; the
    /// tanh layers of its code).
    /// </summary>
    Batch,

    /// <summary>
    /// Moving least and largest activation, from <see cref="FloatArithmeticSpec.MovingRangeStart"/> on, moved by every batch before its
    /// activations are quantized, with <see cref="NetworkSpec.RangeMomentum"/>; the bounds reached when evaluated. The relu layers of the
    /// code of Lorenzen et al. 2022, with momentum 0.999.
    /// </summary>
    Moving,
}
