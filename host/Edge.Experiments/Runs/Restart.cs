namespace Edge.Experiments.Runs;

/// <summary>A training that the restart rule gave up.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="TrainAccuracy">Accuracy of the integer model on the training rows at the rule's epoch.</param>
public sealed record Restart(ulong Seed, double TrainAccuracy);
