using Edge.Core.Models;
using Edge.Experiments.Checkpoints;
using Edge.Experiments.Execution;
using Edge.Experiments.Models;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Inference.Files;
using Edge.Information;
using Edge.Information.Codes;

namespace Edge.Experiments.Tests.Execution;

public sealed class ExperimentTests : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("edge-experiment-").FullName;

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Theory]
    [InlineData("raj-szt")]
    [InlineData("lorenzen-szt-tanh")]
    [InlineData("raj-tictactoe")]
    public void Experiment_MeasuresEveryCheckpointOfEveryRun(string preset)
    {
        ExperimentPlan plan = Plan(preset);
        RunFolder folder = Go(plan, "out");
        int[] epochs = [0, 1, 2, 4];
        Assert.Equal(epochs, folder.CheckpointEpochs);
        for (int run = 0; run < 2; run++)
        {
            IReadOnlyList<CheckpointRecord> records = folder.Records(run, "host");
            Assert.Equal(epochs, records.Select(record => record.Epoch));
            foreach (CheckpointRecord record in records)
            {
                IntegerModel model = ModelStore.Read(folder.ModelPath(run, record.Epoch));
                Assert.Equal(record.ModelSha256, Convert.ToHexStringLower(ModelFile.Read(folder.ModelPath(run, record.Epoch)).Identity));
                Assert.Equal(model.RecordedLayers * plan.Settings.Rows.Count, record.Points.Count);
                Assert.InRange(record.Accuracy, 0.1, 1);
            }
        }

        // Losses are real numbers that training lowers on these tasks within a few epochs.
        IReadOnlyList<CheckpointRecord> first = folder.Records(0, "host");
        Assert.True(first[^1].Float!.TrainLoss < first[0].Float!.TrainLoss);
    }

    [Fact]
    public void Points_KeepTheBoundsOfInformation()
    {
        RunFolder folder = Go(Plan("lorenzen-szt-tanh"), "out");
        IReadOnlyList<PlanePoint> points = folder.Points();
        Assert.Equal(2 * 4 * 7, points.Count);
        foreach (PlanePoint point in points)
        {
            Assert.Equal(12.0, point.HX, 12);
            Assert.Equal(0.9991571, point.HY, 7);
            Assert.InRange(point.ITY, 0, point.HY);
            Assert.InRange(point.ITY, 0, point.IXT);
            Assert.Equal(point.HT, point.IXT);
        }

        // Each layer is a function of the one before.
        foreach (IGrouping<(int, int), PlanePoint> network in points.GroupBy(point => (point.Run, point.Epoch)))
        {
            PlanePoint[] layers = [.. network.OrderBy(point => point.Layer)];
            Assert.All(layers.Zip(layers.Skip(1)), pair => Assert.True(pair.Second.IXT <= pair.First.IXT && pair.Second.ITY <= pair.First.ITY));
        }
    }

    [Fact]
    public void TrainRowSet_HasThePapersRowCount()
    {
        RunFolder folder = Go(Plan("raj-szt"), "out");
        Assert.Equal([("train", 3276L), ("all", 4096L)], folder.Points().Select(point => (point.Rows, point.Count)).Distinct());
    }

    [Fact]
    public void Metrics_HoldARowForEachRunAndCheckpoint()
    {
        RunFolder folder = Go(Plan("raj-szt"), "out");
        string[] lines = File.ReadAllText(folder.MetricsPath).Split('\n');
        Assert.StartsWith("run,epoch,train_loss,test_loss,train_accuracy,test_accuracy,device,device_all_accuracy,", lines[0], StringComparison.Ordinal);
        Assert.Equal(1 + 2 * 4 + 1, lines.Length);
        CheckpointRecord last = folder.Records(1, "host")[^1];
        string[] fields = lines[^2].Split(',');
        Assert.Equal(["1", "4"], fields[..2]);
        Assert.Equal(last.Float!.TrainLoss, double.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(last.Accuracy, double.Parse(fields[7], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void BinaryNetwork_FloatEvaluationAgreesWithTheFrozenModelInEveryCode()
    {
        RunFolder folder = Go(Plan("raj-szt"), "out");
        Assert.All(folder.Records("host"), record => Assert.Equal(0, record.Float!.Disagreements));
    }

    [Fact]
    public void Models_SayWhatTheyAre()
    {
        RunFolder folder = Go(Plan("lorenzen-szt-tanh"), "out");
        ModelDescription description = ModelFile.Read(folder.ModelPath(1, 2)).Description;
        Assert.Equal(("lorenzen-szt-tanh", "szt", 1, 2, 2UL), (
            description.Name, description.DataSet, description.Run, description.Epoch, description.Seed));
        Assert.Equal(["none", "tanh", "tanh", "tanh", "tanh", "tanh", "none"], description.Tensors.Select(tensor => tensor.Activation));
        Assert.Equal(127, description.Tensors[1].ZeroPoint);
    }

    [Fact]
    public void LeftoversOfAKilledProcess_AreRemoved()
    {
        ExperimentPlan plan = Plan("raj-szt");
        RunFolder folder = Go(plan, "out");
        SortedDictionary<string, string> before = FolderContent.Of(folder.Path);
        File.WriteAllText(folder.ModelPath(0, 0) + ".17-4.tmp", "half");
        Go(plan, "out");
        Assert.Equal(before, FolderContent.Of(folder.Path));
    }

    [Fact]
    public void Threads_DoNotChangeAByte()
    {
        ExperimentPlan plan = Plan("lorenzen-szt-relu", runs: 3);
        Go(plan, "one", new ExperimentOptions { Threads = 1 });
        Go(plan, "three", new ExperimentOptions { Threads = 3 });
        Assert.Equal(FolderContent.Of(Path.Combine(parent, "one")), FolderContent.Of(Path.Combine(parent, "three")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void Interrupted_TheSameCallEndsWithTheSameBytes(int epochs)
    {
        ExperimentPlan plan = Plan("raj-szt");
        Go(plan, "whole");
        using (CancellationTokenSource stop = new())
        {
            ExperimentOptions options = new() { Threads = 1, Progress = new CancelAfter(epochs, stop), Time = new EveryCallASecond() };
            Assert.Throws<OperationCanceledException>(() => { Go(plan, "cut", options, stop.Token); });
        }

        Assert.NotEqual(FolderContent.Of(Path.Combine(parent, "whole")), FolderContent.Of(Path.Combine(parent, "cut")));
        Go(plan, "cut");
        Assert.Equal(FolderContent.Of(Path.Combine(parent, "whole")), FolderContent.Of(Path.Combine(parent, "cut")));
    }

    [Fact]
    public void Finished_TheSameCallDoesNothing()
    {
        ExperimentPlan plan = Plan("raj-szt");
        RunFolder folder = Go(plan, "out");
        SortedDictionary<string, string> before = FolderContent.Of(folder.Path);
        DateTime written = File.GetLastWriteTimeUtc(folder.MetricsPath);
        ExperimentSummary summary = Experiment.Run(plan, folder, null, new ExperimentOptions(), CancellationToken.None);
        Assert.True(summary.AlreadyFinished);
        Assert.Equal("host: 4096 rows x 7 layers x 8 epochs, compared with no device", summary.Line);
        Assert.Equal(before, FolderContent.Of(folder.Path));
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder.MetricsPath));
    }

    [Theory]
    [InlineData("models/run1-epoch000002.edge")]
    [InlineData("state/run0.state")]
    [InlineData("journal/run1-host.jsonl")]
    [InlineData("metrics.csv")]
    public void LostFile_IsMadeAgain(string file)
    {
        ExperimentPlan plan = Plan("raj-szt");
        RunFolder folder = Go(plan, "out");
        SortedDictionary<string, string> before = FolderContent.Of(folder.Path);
        File.Delete(Path.Combine(folder.Path, file));
        if (file.StartsWith("state", StringComparison.Ordinal))
        {
            // A finished run needs its state no more.
            Assert.True(Experiment.Run(plan, folder, null, new ExperimentOptions(), CancellationToken.None).AlreadyFinished);
            return;
        }

        Experiment.Run(plan, folder, null, new ExperimentOptions(), CancellationToken.None);
        Assert.Equal(before, FolderContent.Of(folder.Path));
    }

    [Fact]
    public void DamagedState_CostsTimeNotResults()
    {
        ExperimentPlan plan = Plan("raj-szt");
        RunFolder folder = Go(plan, "out");
        SortedDictionary<string, string> before = FolderContent.Of(folder.Path);
        string journal = folder.JournalPath(0, "host");
        File.WriteAllLines(journal, File.ReadAllLines(journal).Take(3));
        File.WriteAllBytes(folder.StatePath(0), File.ReadAllBytes(folder.StatePath(0))[..100]);
        Experiment.Run(plan, folder, null, new ExperimentOptions(), CancellationToken.None);
        Assert.Equal(before, FolderContent.Of(folder.Path));
    }

    [Fact]
    public void Progress_EndsWithEverythingDone()
    {
        List<ExperimentProgress> reports = [];
        Go(Plan("raj-szt"), "out", new ExperimentOptions { Progress = new Recorder(reports), Time = new EveryCallASecond() });
        ExperimentProgress last = reports[^1];
        Assert.Equal((8L, 8L, 0L, 0L), (last.EpochsDone, last.EpochsTotal, last.CheckpointsDone, last.CheckpointsTotal));
        Assert.Equal(TimeSpan.Zero, last.TimeLeft);
        Assert.Equal(reports.Select(report => report.EpochsDone).Order(), reports.Select(report => report.EpochsDone));
        Assert.Contains(reports, report => report.TimeLeft > TimeSpan.Zero);
    }

    [Fact]
    public void ZeroEpochs_MeasureTheInitialNetwork()
    {
        ExperimentPlan plan = ExperimentPlan.Load("raj-szt", new SettingsOverrides { Epochs = 0, Runs = 1 });
        Assert.Equal([0], Go(plan, "out").Records("host").Select(record => record.Epoch));
    }

    private static ExperimentPlan Plan(string preset, int runs = 2) => ExperimentPlan.Load(
        preset, new SettingsOverrides { Epochs = 4, Runs = runs, Checkpoints = CheckpointSchedule.Logarithmic(4) });

    private RunFolder Go(ExperimentPlan plan, string name, ExperimentOptions? options = null, CancellationToken cancellation = default)
    {
        RunFolder folder = RunFolder.Prepare(Path.Combine(parent, name), plan, "edge train");
        Experiment.Run(plan, folder, null, options ?? new ExperimentOptions { Threads = 2 }, cancellation);
        return folder;
    }

    /// <summary>Cancels once so many epochs are trained.</summary>
    private sealed class CancelAfter(int epochs, CancellationTokenSource stop) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value)
        {
            if (value.EpochsDone >= epochs)
            {
                stop.Cancel();
            }
        }
    }

    private sealed class Recorder(List<ExperimentProgress> reports) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value) => reports.Add(value);
    }

    /// <summary>A clock that moves on by a second whenever it is read, so that every report is due.</summary>
    private sealed class EveryCallASecond : TimeProvider
    {
        private long seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref seconds);
    }
}
