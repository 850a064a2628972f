using System.Security.Cryptography;
using Edge.Core.Models;
using Edge.Devices;
using Edge.Experiments.Data;
using Edge.Experiments.Measuring;
using Edge.Experiments.Runs;
using Edge.Experiments.Traces;
using Edge.Information;
using Edge.Information.Exact;
using Edge.Training.Data;
using Edge.Training.Evaluation;
using Edge.Training.Freezing;
using Edge.Training.Layers;

namespace Edge.Experiments.Execution;

/// <summary>
/// Measures a network in training on the host: at measured epochs the integer model alone, at checkpoints also the float evaluation, and the
/// model is kept. Serves one run on one thread.
/// </summary>
internal sealed class HostMeasurement
{
    /// <summary>Rows on which float evaluation and frozen model are compared code by code: at most so many, from the first on.</summary>
    public const int ComparedRows = 4096;

    private readonly RunContext context;
    private readonly int run;
    private readonly NetworkParameters network;
    private readonly LabeledRows train;
    private readonly LabeledRows? test;
    private readonly LabeledRows compared;
    private readonly FloatEvaluator evaluator;
    private readonly EpochMeasurer measurer;

    /// <summary>Prepares for a run's rows.</summary>
    /// <param name="context">What the runs share.</param>
    /// <param name="run">Number of the run.</param>
    /// <param name="split">Its rows.</param>
    /// <param name="network">Its network; the values are read at each measurement.</param>
    public HostMeasurement(RunContext context, int run, RowSplit split, NetworkParameters network)
    {
        this.context = context;
        this.run = run;
        this.network = network;
        train = context.Rows.Subset(split.Train);
        test = split.Test.Length == 0 ? null : context.Rows.Subset(split.Test);
        compared = context.Rows.Subset([.. Enumerable.Range(0, Math.Min(ComparedRows, context.Rows.Count))]);
        evaluator = new FloatEvaluator(network);
        measurer = context.EpochMeasurerOf(network, split);
    }

    /// <summary>What the run's trace is of.</summary>
    public EpochTraceHeader TraceHeader => new(
        run, context.TrainingOf(run).Seed, measurer.TrainRows, measurer.TestRows, measurer.LayerNames, measurer.RowSets);

    /// <summary>Measures the integer model.</summary>
    /// <param name="epoch">Epochs trained.</param>
    /// <param name="trainingLoss">Mean loss during that epoch, in nats; NaN where there was none.</param>
    /// <returns>The record, filled anew by the next call.</returns>
    public EpochRecord Measure(int epoch, double trainingLoss) => measurer.Measure(epoch, trainingLoss);

    /// <summary>Freezes the network and measures it together with the float evaluation.</summary>
    /// <param name="epoch">Epochs trained.</param>
    /// <param name="frozen">Receives the model, to be kept.</param>
    public CheckpointRecord MeasureCheckpoint(int epoch, out FrozenNetwork frozen)
    {
        frozen = Freezer.Freeze(network);
        EpochRecord record = measurer.Measure(epoch, double.NaN);
        FloatEvaluation onTrain = evaluator.Evaluate(train);
        FloatEvaluation? onTest = test is null ? null : evaluator.Evaluate(test);
        long disagreements = CodeDisagreements.Count(evaluator, network, compared, measurer.Codes.Words);
        int rows = measurer.TrainRows + measurer.TestRows;
        return new CheckpointRecord
        {
            Run = run,
            Epoch = epoch,
            Device = DeviceCatalog.Host,
            ModelSha256 = Convert.ToHexStringLower(SHA256.HashData(ModelContentWriter.Write(measurer.Model))),
            Float = new FloatMetrics(onTrain.Loss, onTest?.Loss, onTrain.Accuracy, onTest?.Accuracy, disagreements),
            Accuracy = (double)(record.CorrectTrain + record.CorrectTest) / rows,
            TrainAccuracy = (double)record.CorrectTrain / measurer.TrainRows,
            TestAccuracy = measurer.TestRows == 0 ? null : (double)record.CorrectTest / measurer.TestRows,
            Differences = 0,
            Rows = rows,
            Points = Points(record),
        };
    }

    private List<PlanePoint> Points(EpochRecord record)
    {
        List<PlanePoint> points = [];
        IReadOnlyList<TracedRows> sets = measurer.RowSets;
        for (int set = 0; set < sets.Count; set++)
        {
            LayerInformation[] layers = record.Information(set);
            for (int l = 0; l < layers.Length; l++)
            {
                points.Add(sets[set].Point(run, record.Epoch, l + 1, measurer.LayerNames[l], DeviceCatalog.Host, layers[l]));
            }
        }

        return points;
    }
}
