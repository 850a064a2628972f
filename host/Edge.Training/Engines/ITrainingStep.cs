using Edge.Training.Data;
using Edge.Training.Optimizers;

namespace Edge.Training.Engines;

/// <summary>
/// One training at work, a step at a time. It may keep its own copy of network and optimizer state between <see cref="Load"/> and
/// <see cref="Store"/>. Serves one thread at a time.
/// </summary>
public interface ITrainingStep : IDisposable
{
    /// <summary>Runs one step (pass a): forward, backward, optimizer.</summary>
    /// <param name="rows">All rows; the same object again as long as they don't change.</param>
    /// <param name="order">Numbers of the rows of this batch, at most the batch size.</param>
    /// <param name="statistics">Told the gradients; null where nobody wants them.</param>
    /// <returns>Sum of the losses of the rows before the step, in nats.</returns>
    double Run(LabeledRows rows, ReadOnlySpan<int> order, GradientStatistics? statistics = null);

    /// <summary>Goes on from the values that network and optimizer state have now.</summary>
    void Load();

    /// <summary>Brings network and optimizer state to where the steps have come.</summary>
    void Store();
}
