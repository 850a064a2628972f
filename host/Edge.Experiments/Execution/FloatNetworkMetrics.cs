using Edge.Experiments.Measuring;
using Edge.Experiments.Runs;
using Edge.Training.Freezing;

namespace Edge.Experiments.Execution;

/// <summary>Of a network in float arithmetic: its own loss and accuracy. It has no model, and nothing to disagree with.</summary>
internal sealed class FloatNetworkMetrics : ICheckpointMetrics
{
    private readonly FloatMeasurer measurer;

    /// <summary>Takes what a measurer has evaluated.</summary>
    public FloatNetworkMetrics(FloatMeasurer measurer) => this.measurer = measurer;

    /// <inheritdoc/>
    public string ModelSha256 => "";

    /// <inheritdoc/>
    public FrozenNetwork? Freeze() => null;

    /// <inheritdoc/>
    public FloatMetrics Evaluate() => new(
        measurer.OnTrain.Loss, measurer.OnTest?.Loss, measurer.OnTrain.Accuracy, measurer.OnTest?.Accuracy, Disagreements: 0);
}
