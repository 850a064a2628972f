using Edge.Devices;
using Edge.Experiments.Data;
using Edge.Experiments.Models;
using Edge.Inference;
using Edge.Information.Codes;
using Edge.Information.Files;
using Edge.Names;

namespace Edge.Experiments.Runs;

/// <summary>
/// The codes of one run over all its checkpoints as one NumPy file: <c>epochs</c> int32 [epochs], <c>labels</c> int32 [rows], <c>train</c>
/// uint8 [rows] (1: a training row), <c>inputs</c> uint8 [rows, columns], and for each layer, under its name, codes uint8
/// [epochs, rows, neurons].
/// </summary>
public static class CodesArchive
{
    /// <summary>Writes the file, replacing what was there.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="run">Number of the run, from 0.</param>
    /// <param name="device">
    /// What computed the codes, as <see cref="RunFolder.Devices"/> names it; for <c>host</c> they are computed from the models once more.
    /// </param>
    /// <param name="path">The file.</param>
    /// <returns>The checkpoints written.</returns>
    /// <exception cref="RunFolderException">Run or device are not there, nothing is measured, or the data set is not the folder's.</exception>
    /// <exception cref="DataSetException">The data set can't be opened.</exception>
    /// <exception cref="CodesFileException">A recording is damaged.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static IReadOnlyList<int> Write(RunFolder folder, int run, string device, string path)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!folder.Runs.Contains(run))
        {
            string shard = folder.Manifest.Shard is Shard part ? $", of which this is shard {part}" : "";
            throw new RunFolderException($"'{folder.Path}' holds no run {run}; there are 0..{folder.Manifest.Settings.Runs - 1}{shard}");
        }

        if (!folder.Devices().Contains(device))
        {
            throw new RunFolderException($"'{folder.Path}' holds nothing of the device '{device}'{NearestName.Suggestion(device, [.. folder.Devices()])}");
        }

        if (!folder.HasModels)
        {
            throw new RunFolderException($"'{folder.Path}' holds a network in float arithmetic, which has no models and no codes; its numbers are in trace/");
        }

        int[] epochs = [.. folder.Records(run, device).Select(record => record.Epoch)];
        if (epochs.Length == 0)
        {
            throw new RunFolderException($"'{folder.Path}' holds no checkpoint of run {run} on {device} yet; give edge train the same command again to go on");
        }

        DataSet data = OpenData(folder);
        IReadOnlyList<CodeLayer>[] layers = device == DeviceCatalog.Host
            ? FromModels(folder, run, epochs, data)
            : [.. epochs.Select(epoch => CodesFile.Read(folder.CodesPath(run, epoch, device)).Layers)];
        NpzArchive.Write(path, Arrays(folder, run, data, epochs, layers));
        return epochs;
    }

    /// <summary>Opens the data set of a run folder, with the map that the folder keeps.</summary>
    /// <exception cref="DataSetException">It can't be opened.</exception>
    /// <exception cref="RunFolderException">It is not the one that the folder was made with.</exception>
    public static DataSet OpenData(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        RunManifest manifest = folder.Manifest;
        DataSet data = DataSetCatalogue.Open(manifest.DataName, manifest.InputMap, manifest.ClassNames);
        return Convert.ToHexStringLower(data.Sha256) == manifest.DataSha256
            ? data
            : throw new RunFolderException($"'{folder.Path}' was made with another content of the data set {manifest.DataName}; bring that back");
    }

    private static IReadOnlyList<CodeLayer>[] FromModels(RunFolder folder, int run, int[] epochs, DataSet data)
    {
        using HostDevice host = new();
        return
        [
            .. epochs.Select(epoch =>
            {
                var model = ModelStore.Read(folder.ModelPath(run, epoch));
                InputSet inputs = InputSet.FromCodes(data.Codes, model.Input.Width, model.Input.Bits, model.Input.TopCode);
                return host.Record(model, inputs, 0, inputs.Rows, null, CancellationToken.None);
            }),
        ];
    }

    private static IEnumerable<(string Name, NpyArray Array)> Arrays(
        RunFolder folder, int run, DataSet data, int[] epochs, IReadOnlyList<CodeLayer>[] layers)
    {
        RunManifest manifest = folder.Manifest;
        RowSplit split = manifest.Settings.SplitOf(data, folder.SeedOf(run));
        byte[] train = new byte[data.Rows];
        foreach (int row in split.Train)
        {
            train[row] = 1;
        }

        yield return ("epochs", NpyArray.OfInts(epochs));
        yield return ("labels", NpyArray.OfInts(data.Labels));
        yield return ("train", NpyArray.OfBytes([data.Rows], train));
        yield return ("inputs", NpyArray.OfBytes([data.Rows, data.Input.Width], data.Codes));
        for (int layer = 0; layer < layers[0].Count; layer++)
        {
            PackedCodes[] codes = [.. layers.Select(checkpoint => checkpoint[layer].Codes)];
            int elements = codes[0].Rows * codes[0].Width;
            byte[] all = new byte[epochs.Length * elements];
            for (int epoch = 0; epoch < codes.Length; epoch++)
            {
                codes[epoch].ToCodes<byte>().CopyTo(all.AsSpan(epoch * elements));
            }

            yield return (layers[0][layer].Name, NpyArray.OfBytes([epochs.Length, codes[0].Rows, codes[0].Width], all));
        }
    }
}
