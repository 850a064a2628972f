namespace Edge.Experiments.Execution;

/// <summary>How far an experiment is; what an interrupted command did before counts as done.</summary>
/// <param name="EpochsDone">Epochs trained, over all runs.</param>
/// <param name="EpochsTotal">Epochs to train, over all runs.</param>
/// <param name="CheckpointsDone">Checkpoints measured on the device, over all runs.</param>
/// <param name="CheckpointsTotal">Checkpoints to measure, over all runs.</param>
/// <param name="Elapsed">Time since this command began.</param>
/// <param name="TimeLeft">Estimated time to the end; null before there is anything to judge by.</param>
public sealed record ExperimentProgress(
    long EpochsDone, long EpochsTotal, long CheckpointsDone, long CheckpointsTotal, TimeSpan Elapsed, TimeSpan? TimeLeft);
