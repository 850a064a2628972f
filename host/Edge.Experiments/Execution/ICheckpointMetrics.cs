using Edge.Experiments.Runs;
using Edge.Training.Freezing;

namespace Edge.Experiments.Execution;

/// <summary>What a checkpoint's line has beside exact information, of a network that its measurer has just measured.</summary>
internal interface ICheckpointMetrics
{
    /// <summary>Identity of the frozen model, in hexadecimal; empty where there is none.</summary>
    string ModelSha256 { get; }

    /// <summary>The model to be kept; null where the network can't be frozen.</summary>
    FrozenNetwork? Freeze();

    /// <summary>The float evaluation.</summary>
    FloatMetrics Evaluate();
}
