using System.Security.Cryptography;
using Edge.Core.Models;
using Edge.Devices.Recording;
using Edge.Experiments.Data;
using Edge.Experiments.Measuring;
using Edge.Experiments.Runs;
using Edge.Information.Codes;

namespace Edge.Experiments.Execution;

/// <summary>Makes a checkpoint's record out of a device's codes: accuracies and points of the plane. Serves one run, one thread.</summary>
internal sealed class CheckpointMeasurer
{
    private readonly RunContext context;
    private readonly int run;
    private readonly RowSplit split;
    private readonly int[] all;
    private readonly PlaneMeasurer plane;

    /// <summary>Prepares for a run's row sets.</summary>
    public CheckpointMeasurer(RunContext context, int run, RowSplit split)
    {
        this.context = context;
        this.run = run;
        this.split = split;
        DataSet data = context.Plan.Data;
        all = RowSet.Of(RowSet.All, data, split).Rows;
        plane = new PlaneMeasurer(data, context.InputClassOfRow, context.Plan.Settings.Rows.Select(name => RowSet.Of(name, data, split)));
    }

    /// <summary>Measures codes of all rows.</summary>
    /// <param name="epoch">Epochs trained.</param>
    /// <param name="device">What computed the codes.</param>
    /// <param name="model">The model that was run.</param>
    /// <param name="layers">Its codes on all rows.</param>
    public CheckpointRecord Measure(int epoch, string device, IntegerModel model, IReadOnlyList<CodeLayer> layers)
    {
        int[] labels = context.Plan.Data.Labels;
        int[] predictions = Predictions.Of(layers.Single(layer => layer.Name == LayerNames.Logits).Codes);
        return new CheckpointRecord
        {
            Run = run,
            Epoch = epoch,
            Device = device,
            ModelSha256 = Convert.ToHexStringLower(SHA256.HashData(ModelContentWriter.Write(model))),
            Accuracy = Predictions.Accuracy(predictions, labels, all)!.Value,
            TrainAccuracy = Predictions.Accuracy(predictions, labels, split.Train)!.Value,
            TestAccuracy = Predictions.Accuracy(predictions, labels, split.Test),
            Differences = 0,
            Rows = labels.Length,
            Points = plane.Measure(layers, run, epoch, device),
        };
    }
}
