using System.Security.Cryptography;
using Edge.Experiments.Data;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Training;
using Edge.Training.Data;
using Edge.Training.Evaluation;
using Edge.Training.Layers;
using Edge.Training.Networks;

namespace Edge.Experiments.Importing;

/// <summary>A network trained elsewhere: the values of its layers, read from a NumPy <c>.npz</c> file.</summary>
/// <param name="Parameters">The network with these values.</param>
/// <param name="Origin">Where they come from.</param>
public sealed record ImportedNetwork(NetworkParameters Parameters, ImportOrigin Origin)
{
    /// <summary>
    /// Reads a file. Ranges of relu activations and logits that it leaves out become the largest value on the first
    /// <see cref="Trainer.CalibrationRows"/> training rows, as at the beginning of a training.
    /// </summary>
    /// <param name="path">The file; host/README.md lists its arrays.</param>
    /// <param name="plan">Network and data set.</param>
    /// <param name="epoch">Number of the checkpoint, 0 or more.</param>
    /// <exception cref="ImportException">
    /// The file can't be read, or an array is missing, unknown, of another shape or holds what is no finite number.
    /// </exception>
    public static ImportedNetwork Read(string path, ExperimentPlan plan, int epoch)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        NetworkSpec network = plan.Settings.Network;
        WeightArrays arrays = WeightArrays.Read(path);
        NetworkParameters parameters = new(network);
        List<string> calibrated = [];
        for (int l = 0; l < parameters.Plans.Length; l++)
        {
            if (!LayerImport.Fill(arrays, parameters.Plans[l], network.SignOfZero, parameters.Layers[l]))
            {
                calibrated.Add(parameters.Plans[l].Name);
            }
        }

        arrays.RequireNoFaults();
        Calibrate(plan, parameters, calibrated);
        return new ImportedNetwork(parameters, new ImportOrigin
        {
            File = Path.GetFileName(path),
            Sha256 = HashOf(path),
            Epoch = epoch,
            CalibratedRanges = calibrated,
        });
    }

    private static void Calibrate(ExperimentPlan plan, NetworkParameters parameters, List<string> layers)
    {
        if (layers.Count == 0)
        {
            return;
        }

        InputSpec input = plan.Settings.Network.Input;
        RowSplit split = plan.Settings.SplitOf(plan.Data, plan.Settings.Training.Seed);
        LabeledRows rows = new LabeledRows(input.Width, input.Bits, plan.Data.Codes, plan.Data.Labels).Subset(split.Train);
        new FloatEvaluator(parameters).Calibrate(rows, Trainer.CalibrationRows, layer => layers.Contains(layer.Name));
    }

    private static string HashOf(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"{path} can't be read: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }
}
