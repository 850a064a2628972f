using Edge.Devices.Recording;
using Edge.Experiments.Data;
using Edge.Experiments.Measuring;
using Edge.Experiments.Runs;
using Edge.Experiments.Traces;
using Edge.Inference;
using Edge.Inference.Files;

namespace Edge.Experiments.Execution;

/// <summary>
/// Puts an integer network's checkpoints into bins, at the end of a run, from the models that the folder keeps: a run that was interrupted
/// needs nothing of what came before.
/// </summary>
internal static class ModelBins
{
    /// <summary>Writes the run's file of bins.</summary>
    /// <param name="context">What the runs share; bins are asked for.</param>
    /// <param name="run">Number of the run, all of whose models are there.</param>
    /// <exception cref="RunFolderException">The file can't be written.</exception>
    /// <exception cref="ModelFileException">A model can't be read.</exception>
    public static void Write(RunContext context, int run)
    {
        DataSet data = context.Plan.Data;
        RowSplit split = context.SplitOf(run);
        RowSet[] sets = [.. context.Plan.Settings.Rows.Select(name => RowSet.Of(name, data, split)).Where(rows => rows.Rows.Length > 0)];
        HostWorkspace workspace = new();
        HostCodes? codes = null;
        CodeValues? values = null;
        BinnedMeasurer? binned = null;
        foreach (int epoch in context.Epochs)
        {
            ModelFile file = ModelFile.Read(context.Folder.ModelPath(run, epoch));
            codes ??= new HostCodes(file.Model, data.Rows);
            values ??= new CodeValues(codes, [.. LayerNames.Shapes(file.Model).Select(shape => shape.Name)]);
            binned ??= new BinnedMeasurer(values.Layers, context.Plan.Settings.Series!.Bins, data, context.InputClassOfRow, sets);
            values.Take(file.Description);
            new HostInference(file.Model).Run(context.Inputs.Words.Span, data.Rows, codes, workspace);
            binned.Add(new EpochRecord([], 0, 0)
            {
                Epoch = epoch,
                TrainingLoss = double.NaN,
                CorrectTrain = split.Train.Count(IsRight),
                CorrectTest = split.Test.Count(IsRight),
            });
        }

        EpochTraceHeader header =
            new(run, context.TrainingOf(run).Seed, split.Train.Length, split.Test.Length, binned!.Series, binned.RowSets, []);
        EpochTraceWriter.Write(context.Folder.BinnedTracePath(run), header, binned.Finish());

        bool IsRight(int row) => codes!.Predictions[row] == data.Labels[row];
    }
}
