namespace Edge.Experiments.Execution;

/// <summary>A training that was given up by the restart rule.</summary>
/// <param name="Run">The run, which began again with another seed.</param>
/// <param name="Seed">Seed of the training that was given up.</param>
/// <param name="TrainAccuracy">Its accuracy on the training rows at the rule's epoch.</param>
public sealed record RestartedRun(int Run, ulong Seed, double TrainAccuracy);
