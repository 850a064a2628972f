using Edge.Core.Models;
using Edge.Experiments.Execution;
using Edge.Inference.Files;
using Edge.Training.Freezing;

namespace Edge.Experiments.Models;

/// <summary>Frozen networks of a run folder as model files.</summary>
internal static class ModelStore
{
    /// <summary>Writes the model of a run at an epoch.</summary>
    /// <exception cref="ModelFileException">The file can't be written.</exception>
    public static void Write(RunContext context, int run, int epoch, FrozenNetwork frozen)
    {
        ModelDescription description = new(
            context.Plan.Settings.Network.Name,
            context.Plan.Data.Name,
            run,
            epoch,
            context.TrainingOf(run).Seed,
            context.Plan.Data.ClassNames,
            [.. frozen.Tensors.Take(frozen.Model.Layers.Length + 1).Select(Describe)])
        {
            Inputs = context.Plan.Data.Map?.ForModel(),
        };
        ModelFile.Write(context.Folder.ModelPath(run, epoch), frozen.Model, description);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="ModelFileException">The file can't be read or is damaged.</exception>
    public static IntegerModel Read(string path) => ModelFile.Read(path).Model;

    private static Edge.Inference.Files.TensorDescription Describe(Edge.Training.Freezing.TensorDescription tensor) =>
        new(tensor.Activation, tensor.Scale, tensor.Grid.ZeroPoint);
}
