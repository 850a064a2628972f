namespace Edge.Training.Networks;

/// <summary>Adam (Kingma and Ba 2015).</summary>
public sealed record AdamSpec
{
    /// <summary>Learning rate, positive.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Decay of the first moment, 0 (inclusive) to 1 (exclusive).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment, 0 (inclusive) to 1 (exclusive).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Keeps the division finite, positive.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Where <see cref="Epsilon"/> stands.</summary>
    public required EpsilonPlacement EpsilonPlacement { get; init; }

    /// <summary>Adam as Keras has it: epsilon 1e-7, outside the bias correction.</summary>
    public static AdamSpec Keras(double learningRate) => new()
    {
        LearningRate = learningRate,
        Epsilon = 1e-7,
        EpsilonPlacement = EpsilonPlacement.OutsideBiasCorrection,
    };

    /// <summary>Adam as PyTorch has it: epsilon 1e-8, inside the bias correction.</summary>
    public static AdamSpec PyTorch(double learningRate) => new()
    {
        LearningRate = learningRate,
        Epsilon = 1e-8,
        EpsilonPlacement = EpsilonPlacement.InsideBiasCorrection,
    };
}
