using Edge.Training.Engines;

namespace Edge.Experiments.Execution;

/// <summary>How an experiment is carried out; but for the engine, none of it changes a byte of the results.</summary>
public sealed record ExperimentOptions
{
    /// <summary>Runs trained at the same time, 1 or more.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Receives how far the experiment is, at most ten times a second and from any thread; null where nobody listens.</summary>
    public IProgress<ExperimentProgress>? Progress { get; init; }

    /// <summary>What computes the steps of training: the engine that the folder was prepared for.</summary>
    public ITrainingEngine Engine { get; init; } = FusedEngine.Instance;

    /// <summary>The clock of progress and of periodic saving.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
