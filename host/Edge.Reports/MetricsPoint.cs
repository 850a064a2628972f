namespace Edge.Reports;

/// <summary>How well one network does at one epoch.</summary>
/// <param name="Run">Number of the run, from 0.</param>
/// <param name="Epoch">Epochs trained: 0 is the initial network.</param>
/// <param name="Loss">Mean cross-entropy over the training rows in nats; not finite where training diverged.</param>
/// <param name="TrainAccuracy">Fraction of the training rows classified correctly by the float network, from 0 to 1.</param>
/// <param name="TestAccuracy">
/// Fraction of the test rows classified correctly by the float network, from 0 to 1; null where there are none.
/// </param>
/// <param name="DeviceAccuracy">
/// Fraction of all rows, training and test rows together, that the integer model classified correctly as <see cref="Device"/> ran it, from 0
/// to 1; null where nothing ran it.
/// </param>
public sealed record MetricsPoint(int Run, int Epoch, double Loss, double TrainAccuracy, double? TestAccuracy, double? DeviceAccuracy)
{
    /// <summary>What ran the integer model: <c>host</c>, <c>emulator</c>, a port; empty where nothing did.</summary>
    public string Device { get; init; } = "";

    /// <summary>Mean cross-entropy over the test rows in nats; null where it was not computed, not finite where training diverged.</summary>
    public double? TestLoss { get; init; }
}
