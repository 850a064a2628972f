namespace Edge.Experiments.Runs;

/// <summary>The float evaluation of a network: running statistics and stored ranges, no training.</summary>
/// <param name="TrainLoss">Mean cross-entropy over the training rows, in nats.</param>
/// <param name="TestLoss">The same over the test rows; null where there are none.</param>
/// <param name="TrainAccuracy">Share of training rows classified right.</param>
/// <param name="TestAccuracy">The same of the test rows; null where there are none.</param>
/// <param name="Disagreements">Codes of dense layers whose float evaluation differs from the frozen model, on the first 4096 rows.</param>
public sealed record FloatMetrics(double TrainLoss, double? TestLoss, double TrainAccuracy, double? TestAccuracy, long Disagreements);
