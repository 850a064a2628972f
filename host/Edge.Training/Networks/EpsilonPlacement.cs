namespace Edge.Training.Networks;

/// <summary>Where Adam's epsilon stands; frameworks differ.</summary>
public enum EpsilonPlacement
{
    /// <summary>
    /// w -= rate * mHat / (sqrt(vHat) + epsilon) with mHat and vHat corrected for their bias: Algorithm 1 of Kingma and Ba 2015, and
    /// PyTorch (1e-8).
    /// </summary>
    InsideBiasCorrection,

    /// <summary>
    /// w -= rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon): the "epsilon hat" of Kingma and Ba 2015, section 2, and
    /// Keras (1e-7).
    /// </summary>
    OutsideBiasCorrection,
}
