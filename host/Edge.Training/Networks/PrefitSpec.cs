namespace Edge.Training.Networks;

/// <summary>
/// Training that begins on wrong labels: the first epochs see labels drawn once for the run, the others the true ones; weights and optimizer
/// go on (Lorenzen et al. 2022, the experiment with a prefit on random labels). Information and accuracy are measured with the true labels
/// throughout.
/// </summary>
public sealed record PrefitSpec
{
    /// <summary>Epochs on wrong labels, 1 or more; they count among <see cref="TrainingSpec.Epochs"/>.</summary>
    public required int Epochs { get; init; }

    /// <summary>The wrong labels.</summary>
    public PrefitLabels Labels { get; init; } = PrefitLabels.Shuffled;
}
