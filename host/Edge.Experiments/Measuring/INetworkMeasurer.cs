using Edge.Experiments.Traces;

namespace Edge.Experiments.Measuring;

/// <summary>Measures a network in training after an epoch, on the host. Serves one run on one thread.</summary>
internal interface INetworkMeasurer
{
    /// <summary>What is measured: the exact codes first.</summary>
    IReadOnlyList<TracedSeries> Series { get; }

    /// <summary>The row sets measured, with their entropies.</summary>
    IReadOnlyList<TracedRows> RowSets { get; }

    /// <summary>Number of training rows.</summary>
    int TrainRows { get; }

    /// <summary>Number of test rows.</summary>
    int TestRows { get; }

    /// <summary>Measures the values that the network has now.</summary>
    /// <param name="epoch">Epochs trained.</param>
    /// <param name="trainingLoss">Mean loss during that epoch, in nats; NaN where there was none.</param>
    /// <returns>One record, filled anew by every call.</returns>
    EpochRecord Measure(int epoch, double trainingLoss);
}
