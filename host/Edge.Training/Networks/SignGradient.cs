namespace Edge.Training.Networks;

/// <summary>What stands for the derivative of sign(x) in the backward pass of binary activations.</summary>
public enum SignGradient
{
    /// <summary>1 on [-1, 1], else 0: the straight-through estimator (Bengio et al. 2013; Raj et al. 2020, eq. 2).</summary>
    SteSign,

    /// <summary>2 - 2|x| on [-1, 1], else 0 (Raj et al. 2020, eq. 3).</summary>
    ApproxSign,

    /// <summary>
    /// beta (2 - beta x tanh(beta x / 2)) / (1 + cosh(beta x)), the derivative of sign-swish (Raj et al. 2020, eq. 4, whose printed form
    /// lacks
    /// the x before tanh).
    /// </summary>
    SwishSign,
}
