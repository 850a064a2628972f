using Edge.Devices;
using Edge.Experiments.Data;
using Edge.Experiments.Execution;
using Edge.Experiments.Measuring;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Inference.Files;
using Edge.Information.Codes;
using Edge.Information.Files;

namespace Edge.Experiments.Tests.Runs;

/// <summary>A table of numbers from training to the codes of all epochs: its map stays the one it was trained with.</summary>
public sealed class CodesArchiveTests : IDisposable
{
    private const int Rows = 60;
    private readonly string folder = Directory.CreateTempSubdirectory("edge-archive-").FullName;

    private string Csv => Path.Combine(folder, "own.csv");

    private string Npz => Path.Combine(folder, "codes.npz");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Archive_HoldsInputsLabelsSplitAndTheCodesOfEveryCheckpoint()
    {
        RunFolder run = Train(runs: 2);
        Assert.Equal([0, 1, 3], CodesArchive.Write(run, 1, "host", Npz));
        Dictionary<string, NpyArray> arrays = [];
        IReadOnlyList<string> names = NpzArchive.Read(Npz, _ => true, arrays.Add);
        Assert.Equal(["epochs", "labels", "train", "inputs", "dense1", "dense2", "dense3", "dense4", "dense5", "logits", "softmax"], names);
        DataSet data = CodesArchive.OpenData(run);
        Assert.Equal([0, 1, 3], Integers(arrays["epochs"]));
        Assert.Equal(data.Labels, Integers(arrays["labels"]));
        Assert.Equal([Rows, 2], arrays["inputs"].Shape);
        Assert.Equal(data.Codes.Select(code => (int)code), Integers(arrays["inputs"]));
        int[] train = Integers(arrays["train"]);
        Assert.Equal(RowSplit.Of(data, null, run.Manifest.Settings.Training.Seed + 1).Train, Enumerable.Range(0, Rows).Where(row => train[row] == 1));

        ModelFile model = ModelFile.Read(run.ModelPath(1, 3));
        using HostDevice host = new(1);
        CodeTable recorded = ModelRecording.Record(
            host, model, ModelRecording.OpenData(model, null), Path.Combine(folder, "a.edgecodes"), null, CancellationToken.None);
        foreach (CodeLayer layer in recorded.Layers)
        {
            NpyArray codes = arrays[layer.Name];
            Assert.Equal([3, Rows, layer.Codes.Width], codes.Shape);
            Assert.Equal(layer.Codes.ToCodes<int>(), Integers(codes).Skip(2 * Rows * layer.Codes.Width));
        }
    }

    [Fact]
    public void Archive_OfWhatIsNotThere_NamesIt()
    {
        RunFolder run = Train(runs: 1);
        Assert.Contains("holds no run 1; there are 0..0", Refused(run, 1, "host"), StringComparison.Ordinal);
        Assert.Contains("nothing of the device 'hots'; did you mean 'host'?", Refused(run, 0, "hots"), StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(Csv);
        (lines[1], lines[2]) = (lines[2], lines[1]);
        File.WriteAllLines(Csv, lines);
        Assert.Contains("another content of the data set", Refused(run, 0, "host"), StringComparison.Ordinal);
        Assert.False(File.Exists(Npz));
    }

    [Fact]
    public void Map_StandsInTheRunFolderAndInTheModel()
    {
        RunFolder run = Train(runs: 1);
        TableMap map = RunFolder.Open(run.Path).Manifest.InputMap!;
        Assert.Equal((true, 15), (map.Quantized, map.TopCode));
        Assert.Equal(new ColumnMap("b", -30, 59.0 / 15, -30, 29), map.Columns[1]);
        TableMap model = TableMap.Of(ModelFile.Read(run.ModelPath(0, 3)))!;
        Assert.Equal(map.Columns.Select(column => (column.Offset, column.Scale)), model.Columns.Select(column => (column.Offset, column.Scale)));
        Assert.Equal((map.Quantized, map.TopCode), (model.Quantized, model.TopCode));
    }

    [Fact]
    public void OtherTable_IsReadWithTheModelsMapClassesAndLabelColumn()
    {
        RunFolder run = Train(runs: 1);
        ModelFile model = ModelFile.Read(run.ModelPath(0, 3));
        DataSet trained = ModelRecording.OpenData(model, null);
        string other = Path.Combine(folder, "other.csv");
        string[] lines = File.ReadAllLines(Csv);
        // Rows of the second class only, of a narrower range than the table trained on; and one beyond that range.
        File.WriteAllLines(other, [lines[0], lines[12], lines[14], "1000.5,0,small"]);
        DataSet data = ModelRecording.OpenData(model, new DataSetName(other));
        Assert.Equal([.. trained.Row(11), .. trained.Row(13)], data.Codes[..4]);
        Assert.Equal([1, 1, 1], data.Labels);
        Assert.Equal(15, data.Row(2)[0]);
        Assert.Contains("values beyond the codes of the map, which get its first or last code: 1", data.Notes[^1], StringComparison.Ordinal);

        File.WriteAllLines(other, [lines[0], "1,2,smal"]);
        string message = Assert.Throws<DataSetException>(() => ModelRecording.OpenData(model, new DataSetName(other))).Message;
        Assert.Contains("'smal' is none of the classes; did you mean 'small'?", message, StringComparison.Ordinal);
        Assert.Contains(
            "5 input bits are asked for, the model takes 4",
            Assert.Throws<DataSetException>(() => ModelRecording.OpenData(model, new DataSetName(Csv, null, 5))).Message,
            StringComparison.Ordinal);
    }

    private string Refused(RunFolder run, int number, string device) =>
        Assert.Throws<RunFolderException>(() => CodesArchive.Write(run, number, device, Npz)).Message;

    private RunFolder Train(int runs)
    {
        File.WriteAllLines(Csv, ["a,b,size", .. Enumerable.Range(0, Rows).Select(i => FormattableString.Invariant($"{i * i / 7.0},{i - 30},{(i % 2 == 0 ? "large" : "small")}"))]);
        SettingsOverrides overrides = new()
        {
            Data = new DataSetName(Csv, "size", 4).ToString(),
            Runs = runs,
            Epochs = 3,
            Checkpoints = Edge.Experiments.Checkpoints.CheckpointSchedule.Parse("log:3"),
        };
        ExperimentPlan plan = ExperimentPlan.Load("lorenzen-szt-tanh", overrides);
        RunFolder run = RunFolder.Prepare(Path.Combine(folder, "run"), plan, "edge train");
        Experiment.Run(plan, run, null, new ExperimentOptions(), CancellationToken.None);
        return run;
    }

    private static int[] Integers(NpyArray array) => [.. Enumerable.Range(0, array.Count).Select(i => (int)array.Value(i))];
}
