using Edge.Training;
using Edge.Training.Data;
using Edge.Training.Engines;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Optimizers;

namespace Edge.Benching;

/// <summary>Steps of one engine from a trainer's initial weights on, batch after batch of the rows in an order that the seed decides once.</summary>
internal sealed class EngineSteps : IDisposable
{
    private readonly ITrainingStep step;
    private readonly LabeledRows rows;
    private readonly int[] order;
    private readonly int batch;
    private int next;

    /// <summary>Begins.</summary>
    /// <param name="engine">What computes the steps.</param>
    /// <param name="network">The network.</param>
    /// <param name="training">How it is trained.</param>
    /// <param name="rows">At least a batch; rows that don't fill a last one are left out.</param>
    public EngineSteps(ITrainingEngine engine, NetworkSpec network, TrainingSpec training, LabeledRows rows)
    {
        this.rows = rows;
        batch = training.BatchSize;
        order = [.. Enumerable.Range(0, rows.Count)];
        RandomSource.ForStream(training.Seed, 1).Shuffle(order);
        NetworkParameters parameters = new Trainer(network, training, rows).Parameters;
        step = engine.Begin(parameters, new OptimizerState(parameters), training);
        step.Load();
    }

    /// <summary>Takes a step.</summary>
    /// <returns>Mean loss of its rows before it, in nats.</returns>
    public double Next()
    {
        next = next + batch > order.Length ? 0 : next;
        double loss = step.Run(rows, order.AsSpan(next, batch)) / batch;
        next += batch;
        return loss;
    }

    /// <summary>Takes steps.</summary>
    /// <returns>Mean loss of each.</returns>
    public double[] Losses(int steps) => [.. Enumerable.Range(0, steps).Select(_ => Next())];

    /// <summary>Largest difference of two losses of the same step.</summary>
    public static double Deviation(double[] losses, double[] others) => losses.Zip(others, (a, b) => Math.Abs(a - b)).Max();

    /// <inheritdoc/>
    public void Dispose() => step.Dispose();
}
