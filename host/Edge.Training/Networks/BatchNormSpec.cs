namespace Edge.Training.Networks;

/// <summary>
/// Batch normalization without scale: y = (a - mean) / sqrt(variance + Epsilon) + shift, the shift learned (Ioffe and Szegedy 2015, with
/// gamma = 1).
/// The variance is the biased one (divided by the number of rows).
/// </summary>
public sealed record BatchNormSpec
{
    /// <summary>Added to the variance, positive. Keras: 1e-3; PyTorch: 1e-5.</summary>
    public double Epsilon { get; init; } = 1e-3;

    /// <summary>
    /// Momentum in Keras' sense, 0 (inclusive) to 1 (exclusive): running = Momentum * running + (1 - Momentum) * batch. Keras: 0.99.
    /// PyTorch's 0.1 is 0.9 here.
    /// </summary>
    public double Momentum { get; init; } = 0.99;

    /// <summary>False: the shift stays 0, so that every neuron cuts at the mean of its accumulator.</summary>
    public bool LearnedShift { get; init; } = true;
}
