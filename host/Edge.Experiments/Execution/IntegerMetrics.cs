using System.Security.Cryptography;
using Edge.Core.Models;
using Edge.Experiments.Data;
using Edge.Experiments.Measuring;
using Edge.Experiments.Runs;
using Edge.Training.Data;
using Edge.Training.Evaluation;
using Edge.Training.Freezing;
using Edge.Training.Layers;

namespace Edge.Experiments.Execution;

/// <summary>Of a network for devices: its model, and its float evaluation compared with the model code by code.</summary>
internal sealed class IntegerMetrics : ICheckpointMetrics
{
    /// <summary>Rows on which float evaluation and frozen model are compared code by code: at most so many, from the first on.</summary>
    public const int ComparedRows = 4096;

    private readonly NetworkParameters network;
    private readonly EpochMeasurer measurer;
    private readonly LabeledRows train;
    private readonly LabeledRows? test;
    private readonly LabeledRows compared;
    private readonly FloatEvaluator evaluator;

    /// <summary>Prepares for a run's rows.</summary>
    public IntegerMetrics(RunContext context, RowSplit split, NetworkParameters network, EpochMeasurer measurer)
    {
        this.network = network;
        this.measurer = measurer;
        train = context.Rows.Subset(split.Train);
        test = split.Test.Length == 0 ? null : context.Rows.Subset(split.Test);
        compared = context.Rows.Subset([.. Enumerable.Range(0, Math.Min(ComparedRows, context.Rows.Count))]);
        evaluator = new FloatEvaluator(network);
    }

    /// <inheritdoc/>
    public string ModelSha256 => Convert.ToHexStringLower(SHA256.HashData(ModelContentWriter.Write(measurer.Model)));

    /// <inheritdoc/>
    public FrozenNetwork? Freeze() => Freezer.Freeze(network);

    /// <inheritdoc/>
    public FloatMetrics Evaluate()
    {
        FloatEvaluation onTrain = evaluator.Evaluate(train);
        FloatEvaluation? onTest = test is null ? null : evaluator.Evaluate(test);
        long disagreements = CodeDisagreements.Count(evaluator, network, compared, measurer.Codes.Words);
        return new FloatMetrics(onTrain.Loss, onTest?.Loss, onTrain.Accuracy, onTest?.Accuracy, disagreements);
    }
}
