using Edge.Training.Data;
using Edge.Training.Engines;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Optimizers;

namespace Edge.Training.Torch.Tests.Support;

/// <summary>Losses of an engine's first steps, and the network that they lead to.</summary>
internal sealed class StepLosses
{
    private StepLosses(NetworkParameters network, OptimizerState optimizer, double[] losses)
    {
        Network = network;
        Optimizer = optimizer;
        Losses = losses;
    }

    public NetworkParameters Network { get; }

    public OptimizerState Optimizer { get; }

    /// <summary>Mean loss of the rows of each step.</summary>
    public double[] Losses { get; }

    /// <summary>Runs steps from the initial network of a trainer on, with rows in an order that the seed decides.</summary>
    public static StepLosses Of(ITrainingEngine engine, NetworkSpec spec, TrainingSpec training, LabeledRows rows, int steps)
    {
        NetworkParameters network = new Trainer(spec, training, rows).Parameters;
        var optimizer = new OptimizerState(network);
        using ITrainingStep step = engine.Begin(network, optimizer, training);
        step.Load();
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        var losses = new double[steps];
        int batches = rows.Count / training.BatchSize;
        for (int s = 0; s < steps; s++)
        {
            if (s % batches == 0)
            {
                RandomSource.ForStream(training.Seed, (ulong)(1 + s / batches)).Shuffle(order);
            }

            losses[s] = step.Run(rows, order.AsSpan(s % batches * training.BatchSize, training.BatchSize)) / training.BatchSize;
        }

        step.Store();
        return new StepLosses(network, optimizer, losses);
    }

    /// <summary>Largest difference of a step's loss.</summary>
    public double Deviation(StepLosses other) => Losses.Zip(other.Losses, (a, b) => Math.Abs(a - b)).Max();
}
