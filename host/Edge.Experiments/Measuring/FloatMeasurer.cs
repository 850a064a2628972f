using Edge.Experiments.Data;
using Edge.Experiments.Traces;
using Edge.Information.Codes;
using Edge.Information.Exact;
using Edge.Training.Columns;
using Edge.Training.Data;
using Edge.Training.Evaluation;
using Edge.Training.Layers;

namespace Edge.Experiments.Measuring;

/// <summary>
/// Measures a network in float arithmetic after an epoch: evaluates it on all rows and computes exact information of what it computes, and
/// loss and accuracy. Everything is allocated once; serves one run on one thread.
/// </summary>
internal sealed class FloatMeasurer : INetworkMeasurer
{
    private const string NormPrefix = "norm";

    private readonly RowSplit split;
    private readonly ChainMeasurer[] chains;
    private readonly EpochRecord record;

    /// <summary>Allocates for a network and the rows of a run.</summary>
    /// <param name="network">The network; its values are read at each <see cref="Measure"/>.</param>
    /// <param name="data">The data set.</param>
    /// <param name="rows">Its rows as the network takes them.</param>
    /// <param name="inputClasses">Class of each row's input, or null where all differ.</param>
    /// <param name="split">Training and test rows.</param>
    /// <param name="rowSets">Row sets, each with rows.</param>
    /// <param name="batchNorm">Whether the outputs of batch normalization are a series of their own.</param>
    /// <param name="gradients">Layers for whose gradients the record has room, which others fill.</param>
    public FloatMeasurer(
        NetworkParameters network,
        DataSet data,
        LabeledRows rows,
        int[]? inputClasses,
        RowSplit split,
        IReadOnlyList<RowSet> rowSets,
        bool batchNorm,
        int gradients)
    {
        this.split = split;
        Columns = new ColumnEvaluator(network, rows, batchNorm);
        IGrouping<bool, LayerColumns>[] series =
        [
            .. from layer in Columns.Layers
               group layer by layer.Name.StartsWith(NormPrefix, StringComparison.Ordinal) into layers
               orderby layers.Key
               select layers,
        ];
        Series =
        [
            .. series.Select(layers => new TracedSeries(
                layers.Key ? TracedSeries.BatchNorm : TracedSeries.Values, [.. layers.Select(layer => layer.Name)])),
        ];
        chains =
        [
            .. series.Select((layers, s) => new ChainMeasurer(data, inputClasses, rowSets, layers.Select((layer, l) => (s, l, Packed(layer))))),
        ];
        RowSets = chains[0].RowSets;
        record = new EpochRecord(Series, rowSets.Count, gradients);
    }

    /// <summary>The network on all rows, as of the last <see cref="Measure"/>.</summary>
    public ColumnEvaluator Columns { get; }

    /// <summary>The layers that are no outputs of batch normalization, from the input on.</summary>
    public IReadOnlyList<LayerColumns> Layers =>
        [.. Columns.Layers.Where(layer => !layer.Name.StartsWith(NormPrefix, StringComparison.Ordinal))];

    /// <summary>Evaluation of the training rows, as of the last <see cref="Measure"/>.</summary>
    public FloatEvaluation OnTrain { get; private set; } = new(double.NaN, 0, 0);

    /// <summary>The same of the test rows; null where there are none.</summary>
    public FloatEvaluation? OnTest { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<TracedSeries> Series { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TracedRows> RowSets { get; }

    /// <inheritdoc/>
    public int TrainRows => split.Train.Length;

    /// <inheritdoc/>
    public int TestRows => split.Test.Length;

    /// <inheritdoc/>
    /// <exception cref="MeasurementException">A value is NaN: the training diverged.</exception>
    public EpochRecord Measure(int epoch, double trainingLoss)
    {
        try
        {
            Columns.Evaluate();
        }
        catch (DivergedException diverged)
        {
            throw new MeasurementException(FormattableString.Invariant($"epoch {epoch}, {diverged.Message}"), diverged);
        }

        OnTrain = Columns.Of(split.Train);
        OnTest = split.Test.Length == 0 ? null : Columns.Of(split.Test);
        record.Epoch = epoch;
        record.TrainingLoss = trainingLoss;
        record.TestLoss = OnTest?.Loss ?? double.NaN;
        record.CorrectTrain = OnTrain.Correct;
        record.CorrectTest = OnTest?.Correct ?? 0;
        foreach (ChainMeasurer chain in chains)
        {
            chain.Measure(record);
        }

        return record;
    }

    private static PackedCodes Packed(LayerColumns layer) => new(layer.Words, layer.Rows, layer.Width, layer.Bits);
}
