using Edge.Information.Binned;

namespace Edge.Experiments.Settings;

/// <summary>What is measured on the host beside the exact information of the layers' codes.</summary>
public sealed record SeriesSettings
{
    /// <summary>
    /// Whether the outputs of batch normalization are measured as layers of their own, <c>norm1</c> and so on, exactly, at every measured epoch.
    /// </summary>
    public bool BatchNorm { get; init; }

    /// <summary>Whether the norms of mean and spread of the gradients over the batches of an epoch are recorded at every measured epoch.</summary>
    public bool Gradients { get; init; }

    /// <summary>
    /// Binnings of the activations, of an integer model of the values that its codes stand for (hidden layers and softmax), measured at the
    /// checkpoints. Bins of scope global are laid over all layers and all checkpoints of a run.
    /// </summary>
    public IReadOnlyList<BinningSpec> Bins { get; init; } = [];
}
