using Edge.Devices;
using Edge.Experiments.Data;
using Edge.Experiments.Models;
using Edge.Experiments.Runs;
using Edge.Training.Data;
using Edge.Training.Evaluation;
using Edge.Training.Freezing;
using Edge.Training.Layers;

namespace Edge.Experiments.Execution;

/// <summary>
/// Makes a checkpoint of a network's present values on the host: freezes it, writes the model, evaluates in floats, computes the codes
/// and their information. Serves one run on one thread.
/// </summary>
internal sealed class HostMeasurement : IDisposable
{
    /// <summary>Rows on which float evaluation and frozen model are compared code by code: at most so many, from the first on.</summary>
    public const int ComparedRows = 4096;

    private readonly RunContext context;
    private readonly int run;
    private readonly LabeledRows train;
    private readonly LabeledRows? test;
    private readonly LabeledRows compared;
    private readonly CheckpointMeasurer measurer;
    private readonly HostDevice host = new(threads: 1);

    /// <summary>Prepares for a run's rows.</summary>
    public HostMeasurement(RunContext context, int run, RowSplit split)
    {
        this.context = context;
        this.run = run;
        train = context.Rows.Subset(split.Train);
        test = split.Test.Length == 0 ? null : context.Rows.Subset(split.Test);
        compared = context.Rows.Subset([.. Enumerable.Range(0, Math.Min(ComparedRows, context.Rows.Count))]);
        measurer = new CheckpointMeasurer(context, run, split);
    }

    /// <summary>Writes the model and measures it.</summary>
    /// <param name="network">The network with its present values.</param>
    /// <param name="epoch">Epochs trained.</param>
    /// <param name="cancellation">Ends the computing of codes.</param>
    public CheckpointRecord Measure(NetworkParameters network, int epoch, CancellationToken cancellation)
    {
        FrozenNetwork frozen = Freezer.Freeze(network);
        ModelStore.Write(context, run, epoch, frozen);
        FloatEvaluator evaluator = new(network);
        FloatEvaluation onTrain = evaluator.Evaluate(train);
        FloatEvaluation? onTest = test is null ? null : evaluator.Evaluate(test);
        long disagreements = EvaluationComparison.Run(network, compared).Sum(layer => layer.Disagreements);
        CheckpointRecord record = measurer.Measure(
            epoch, host.Name, frozen.Model, host.Record(frozen.Model, context.Inputs, 0, context.Inputs.Rows, null, cancellation));
        return record with
        {
            Float = new FloatMetrics(onTrain.Loss, onTest?.Loss, onTrain.Accuracy, onTest?.Accuracy, disagreements),
        };
    }

    /// <summary>Ends the host's threads.</summary>
    public void Dispose() => host.Dispose();
}
