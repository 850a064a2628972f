using Edge.Core.Models;
using Edge.Devices.Recording;
using Edge.Experiments.Data;
using Edge.Experiments.Traces;
using Edge.Inference;
using Edge.Information.Codes;
using Edge.Information.Exact;
using Edge.Training.Columns;
using Edge.Training.Data;
using Edge.Training.Freezing;
using Edge.Training.Layers;

namespace Edge.Experiments.Measuring;

/// <summary>
/// Measures a network in training after an epoch: freezes it, computes the codes of all rows, counts right answers, and computes exact
/// information of all layers on the row sets asked for. Everything is allocated once; serves one run on one thread.
/// </summary>
/// <remarks>
/// Information is that of <see cref="InformationCalculator.MeasureChain"/>: each layer of an integer model is a function of the one before.
/// </remarks>
public sealed class EpochMeasurer : INetworkMeasurer
{
    private readonly NetworkFreezer freezer;
    private readonly HostInference inference;
    private readonly HostWorkspace workspace = new();
    private readonly HostInputs inputs;
    private readonly CorrectRows correct;
    private readonly AccumulatorEvaluator? accumulators;
    private readonly ChainMeasurer chain;

    /// <summary>Allocates for a network and the rows of a run.</summary>
    /// <param name="network">The network; its values are read at each <see cref="Measure"/>.</param>
    /// <param name="data">The data set.</param>
    /// <param name="inputs">Its rows as the model takes them.</param>
    /// <param name="inputClasses">Class of each row's input, or null where all differ.</param>
    /// <param name="split">Training and test rows.</param>
    /// <param name="rowSets">Names of the row sets to measure information on; those without rows are passed over.</param>
    /// <param name="normalized">
    /// The rows for the trainer where the outputs of batch normalization are a series of their own (one-bit activations only); null where not.
    /// </param>
    /// <param name="gradients">Layers for whose gradients the record has room, which others fill.</param>
    public EpochMeasurer(
        NetworkParameters network,
        DataSet data,
        InputSet inputs,
        int[]? inputClasses,
        RowSplit split,
        IEnumerable<string> rowSets,
        LabeledRows? normalized = null,
        int gradients = 0)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(split);
        freezer = new NetworkFreezer(network);
        inference = new HostInference(Model);
        // Where counts of inputs tell all that accumulators tell, they come with the codes.
        bool counted = normalized is not null && network.Plans.All(plan => plan.BatchNorm is null || HostCodes.CountBits(Model.Layers[plan.Index]) > 0);
        Codes = new HostCodes(Model, data.Rows, counts: counted);
        this.inputs = inference.Prepare(inputs.Words.Span, data.Rows);
        correct = new CorrectRows(data, split);
        LayerNames = [.. Edge.Devices.Recording.LayerNames.Shapes(Model).Select(shape => shape.Name)];
        RowSet[] sets = [.. rowSets.Select(name => RowSet.Of(name, data, split)).Where(rows => rows.Rows.Length > 0)];
        PackedCodes[] codes = [.. Codes.Formats.Select((format, l) => new PackedCodes(Codes.Words[l], data.Rows, format.Width, format.Bits))];
        Series = [new TracedSeries(TracedSeries.Codes, LayerNames)];
        List<(int Series, int Layer, PackedCodes Codes)> layers = [.. codes.Select((layer, l) => (0, l, layer))];
        if (normalized is not null)
        {
            accumulators = counted ? null : new AccumulatorEvaluator(network, normalized);
            LayerPlan[] plans = [.. network.Plans.Where(plan => plan.BatchNorm is not null)];
            PackedCodes[] norms = accumulators is null
                ? Array.ConvertAll(plans, plan => Counts(Model.Layers[plan.Index], Codes.Counts![plan.Index]))
                : [.. accumulators.Layers.Select(layer => new PackedCodes(layer.Words, layer.Rows, layer.Width, layer.Bits))];
            Series = [.. Series, new TracedSeries(TracedSeries.BatchNorm, [.. plans.Select(plan => $"norm{plan.Index + 1}")])];

            // An accumulator is a function of the codes that enter, and the codes are a function of the accumulators.
            for (int norm = 0; norm < norms.Length; norm++)
            {
                layers.Insert(plans[norm].Index + norm, (1, norm, norms[norm]));
            }
        }

        chain = new ChainMeasurer(data, inputClasses, sets, layers);
        Record = new EpochRecord(Series, sets.Length, gradients);
    }

    /// <summary>The model of the last measured epoch; its arrays change.</summary>
    public IntegerModel Model => freezer.Model;

    /// <summary>Its codes on all rows.</summary>
    public HostCodes Codes { get; }

    /// <summary>What the last <see cref="Measure"/> found.</summary>
    public EpochRecord Record { get; }

    /// <summary>Names of the recorded layers.</summary>
    public IReadOnlyList<string> LayerNames { get; }

    /// <summary>The row sets measured, with their entropies.</summary>
    public IReadOnlyList<TracedRows> RowSets => chain.RowSets;

    /// <summary>What is measured: the codes, then the outputs of batch normalization where they are asked for.</summary>
    public IReadOnlyList<TracedSeries> Series { get; }

    /// <summary>Number of training rows.</summary>
    public int TrainRows => correct.TrainRows;

    /// <summary>Number of test rows.</summary>
    public int TestRows => correct.TestRows;

    /// <summary>Measures the values that the network has now. Allocates nothing.</summary>
    /// <param name="epoch">Epochs trained.</param>
    /// <param name="trainingLoss">Mean loss during that epoch, in nats; NaN where there was none.</param>
    /// <returns><see cref="Record"/>.</returns>
    public EpochRecord Measure(int epoch, double trainingLoss)
    {
        Freeze();
        ComputeCodes();
        Record.Epoch = epoch;
        Record.TrainingLoss = trainingLoss;
        (Record.CorrectTrain, Record.CorrectTest) = correct.Count(Codes.Predictions);
        ComputeInformation();
        return Record;
    }

    /// <summary>The first step of <see cref="Measure"/>: the integer model, made ready to run.</summary>
    public void Freeze()
    {
        freezer.Freeze();
        inference.Reload();
    }

    /// <summary>The second step: codes and predictions of all rows.</summary>
    public void ComputeCodes() => inference.Run(inputs, Codes, workspace);

    /// <summary>The last step: information of all layers of all series on all row sets.</summary>
    public void ComputeInformation()
    {
        accumulators?.Evaluate();
        chain.Measure(Record);
    }

    private PackedCodes Counts(DenseLayer layer, ulong[] words) => new(words, Codes.Rows, layer.Output.Width, HostCodes.CountBits(layer));
}
