namespace Edge.Training.Networks;

/// <summary>Activation of a hidden layer. With 1 activation bit the value is quantized to two levels, with k bits to at most 2^k.</summary>
public enum Activation
{
    /// <summary>
    /// sign(x) with the network's pseudo-gradient (Raj et al. 2020, eq. 1); one bit, bipolar {-1, +1}. See <see cref="SignOfZero"/> for x =
    /// 0.
    /// </summary>
    Sign,

    /// <summary>
    /// tanh(x), fixed range [-1, 1]: with k of 2..8 bits 2m + 1 levels (c - m)/m, m = 2^(k-1) - 1; with 1 bit sign(tanh(x)), bipolar.
    /// </summary>
    Tanh,

    /// <summary>max(x, 0), range 0..moving maximum, 2^k levels, affine.</summary>
    Relu,

    /// <summary>min(max(x, -1), 1), fixed range [-1, 1], levels as <see cref="Tanh"/>.</summary>
    HardTanh,

    /// <summary>x / (1 + |x|), fixed range [-1, 1], levels as <see cref="Tanh"/>.</summary>
    Softsign,

    /// <summary>1 / (1 + exp(-x)), fixed range [0, 1], 2^k levels c / (2^k - 1), affine.</summary>
    Sigmoid,

    /// <summary>
    /// 2 sigma(beta x) (1 + beta x (1 - sigma(beta x))) - 1, beta as <see cref="NetworkSpec.SwishBeta"/> (Raj et al. 2020, eq. 8; Darabi et
    /// al. 2018). Not monotone, so only in float arithmetic: it has no thresholds to freeze to.
    /// </summary>
    SignSwish,
}
