using Edge.Devices;
using Edge.Experiments.Data;
using Edge.Experiments.Measuring;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Experiments.Traces;
using Edge.Information;
using Edge.Information.Exact;
using Edge.Training.Freezing;
using Edge.Training.Layers;
using Edge.Training.Optimizers;

namespace Edge.Experiments.Execution;

/// <summary>
/// Measures a network in training on the host: at measured epochs its exact information and accuracies; at checkpoints what stands in the
/// journal, and the binnings. Serves one run on one thread.
/// </summary>
internal sealed class HostMeasurement
{
    private readonly int run;
    private readonly ulong seed;
    private readonly INetworkMeasurer measurer;
    private readonly ICheckpointMetrics metrics;
    private readonly BinnedMeasurer? binned;
    private readonly string[] gradientLayers;

    /// <summary>Prepares for a run's rows.</summary>
    /// <param name="context">What the runs share.</param>
    /// <param name="run">Number of the run.</param>
    /// <param name="split">Its rows.</param>
    /// <param name="network">Its network; the values are read at each measurement.</param>
    public HostMeasurement(RunContext context, int run, RowSplit split, NetworkParameters network)
    {
        this.run = run;
        seed = context.TrainingOf(run).Seed;
        SeriesSettings series = context.Plan.Settings.Series ?? new SeriesSettings();
        gradientLayers = series.Gradients ? [.. network.Plans.Select(plan => plan.Name)] : [];
        Gradients = series.Gradients ? new GradientStatistics(network) : null;
        DataSet data = context.Plan.Data;
        if (context.Plan.IsForDevices)
        {
            EpochMeasurer integer = new(
                network,
                data,
                context.Inputs,
                context.InputClassOfRow,
                split,
                context.Plan.Settings.Rows,
                series.BatchNorm ? context.Rows : null,
                gradientLayers.Length);
            measurer = integer;
            metrics = new IntegerMetrics(context, split, network, integer);
            return;
        }

        RowSet[] sets = [.. context.Plan.Settings.Rows.Select(name => RowSet.Of(name, data, split)).Where(rows => rows.Rows.Length > 0)];
        FloatMeasurer floats = new(
            network, data, context.Rows, context.InputClassOfRow, split, sets, series.BatchNorm, gradientLayers.Length);
        measurer = floats;
        metrics = new FloatNetworkMetrics(floats);
        binned = series.Bins.Count == 0 ? null : new BinnedMeasurer([.. floats.Layers.Select(LayerValues.Of)], series.Bins, data, context.InputClassOfRow, sets);
    }

    /// <summary>Receives the gradients of the epochs; null where they are not recorded.</summary>
    public GradientStatistics? Gradients { get; }

    /// <summary>What the run's trace is of.</summary>
    public EpochTraceHeader TraceHeader =>
        new(run, seed, measurer.TrainRows, measurer.TestRows, measurer.Series, measurer.RowSets, gradientLayers);

    /// <summary>Measures the network.</summary>
    /// <param name="epoch">Epochs trained.</param>
    /// <param name="trainingLoss">Mean loss during that epoch, in nats; NaN where there was none.</param>
    /// <returns>The record, filled anew by the next call.</returns>
    /// <exception cref="MeasurementException">The training diverged.</exception>
    public EpochRecord Measure(int epoch, double trainingLoss)
    {
        EpochRecord record = Exact(epoch, trainingLoss);
        for (int layer = 0; layer < record.Gradients.Length; layer++)
        {
            record.Gradients[layer] = double.IsNaN(trainingLoss)
                ? new GradientNorms(0, double.NaN, double.NaN, double.NaN, double.NaN)
                : Gradients!.Of(layer);
        }

        return record;
    }

    /// <summary>Measures the network for the journal.</summary>
    /// <param name="epoch">Epochs trained.</param>
    /// <param name="frozen">Receives the model, to be kept; null of a network in float arithmetic.</param>
    /// <exception cref="MeasurementException">The training diverged.</exception>
    public CheckpointRecord MeasureCheckpoint(int epoch, out FrozenNetwork? frozen)
    {
        EpochRecord record = Exact(epoch, double.NaN);
        frozen = metrics.Freeze();
        int rows = measurer.TrainRows + measurer.TestRows;
        return new CheckpointRecord
        {
            Run = run,
            Epoch = epoch,
            Device = DeviceCatalog.Host,
            ModelSha256 = metrics.ModelSha256,
            Float = metrics.Evaluate(),
            Accuracy = (double)(record.CorrectTrain + record.CorrectTest) / rows,
            TrainAccuracy = (double)record.CorrectTrain / measurer.TrainRows,
            TestAccuracy = measurer.TestRows == 0 ? null : (double)record.CorrectTest / measurer.TestRows,
            Differences = 0,
            Rows = rows,
            Points = Points(record),
        };
    }

    /// <summary>Measures the network in bins, where there are some.</summary>
    /// <param name="epoch">Epochs trained, a checkpoint.</param>
    /// <param name="trainingLoss">Mean loss during that epoch, in nats; NaN where there was none.</param>
    /// <exception cref="MeasurementException">The training diverged.</exception>
    public void AddBins(int epoch, double trainingLoss) => binned?.Add(Exact(epoch, trainingLoss));

    /// <summary>Writes what the bins gave, at the end of a run that was shown all its checkpoints.</summary>
    /// <exception cref="RunFolderException">The file can't be written.</exception>
    public void WriteBins(string path)
    {
        if (binned is not null)
        {
            EpochTraceHeader header = new(run, seed, measurer.TrainRows, measurer.TestRows, binned.Series, binned.RowSets, []);
            EpochTraceWriter.Write(path, header, binned.Finish());
        }
    }

    private EpochRecord Exact(int epoch, double trainingLoss)
    {
        try
        {
            return measurer.Measure(epoch, trainingLoss);
        }
        catch (MeasurementException diverged)
        {
            throw new MeasurementException(FormattableString.Invariant($"run {run} (seed {seed}), {diverged.Message}"), diverged);
        }
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
                points.Add(sets[set].Point(run, record.Epoch, measurer.Series[0], l, DeviceCatalog.Host, layers[l]));
            }
        }

        return points;
    }
}
