using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Optimizers;

namespace Edge.Training.Engines;

/// <summary>
/// The trainer's own kernels: every operation of a layer fused into few passes, the same bytes on every machine. Made for the small networks
/// whose information is measured.
/// </summary>
public sealed class FusedEngine : ITrainingEngine
{
    private FusedEngine()
    {
    }

    /// <summary>The engine; it has no state.</summary>
    public static FusedEngine Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "fused";

    /// <inheritdoc/>
    public ITrainingStep Begin(NetworkParameters network, OptimizerState optimizer, TrainingSpec training) =>
        new TrainingStep(network, optimizer, training);
}
