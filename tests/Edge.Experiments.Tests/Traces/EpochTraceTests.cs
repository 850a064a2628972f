using System.Buffers.Binary;
using Edge.Experiments.Checkpoints;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Experiments.Tests.Execution;
using Edge.Experiments.Traces;
using Edge.Information;

namespace Edge.Experiments.Tests.Traces;

public sealed class EpochTraceTests : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("edge-trace-").FullName;

    public void Dispose() => Directory.Delete(parent, recursive: true);

    /// <summary>Checkpoints are measured by other code: layer by layer, from recorded codes.</summary>
    [Theory]
    [InlineData("raj-szt")]
    [InlineData("lorenzen-szt-relu")]
    [InlineData("raj-tictactoe")]
    public void EveryEpoch_IsWhatItsModelGivesOnADevice(string preset)
    {
        ExperimentPlan plan = Plan(preset, 6, "all");
        RunFolder folder = RunFolder.Prepare(Path.Combine(parent, "out"), plan, "edge train");
        using SecondDevice second = new();
        ExperimentSummary summary = Experiment.Run(plan, folder, second, new ExperimentOptions(), CancellationToken.None);
        Assert.Equal(0, summary.Differences);
        for (int run = 0; run < 2; run++)
        {
            EpochTrace trace = folder.Trace(run)!;
            IReadOnlyList<CheckpointRecord> records = folder.Records(run, second.Name);
            Assert.Equal(records.Select(record => record.Epoch), Enumerable.Range(0, trace.Count).Select(trace.EpochAt));
            Assert.Equal(records.SelectMany(record => record.Points), trace.Points(second.Name));
            Assert.Equal(
                records.Select(record => (record.TrainAccuracy, record.TestAccuracy!.Value)),
                trace.Records().Select(record =>
                    ((double)record.CorrectTrain / trace.Header.TrainRows, (double)record.CorrectTest / trace.Header.TestRows)));
            Assert.True(double.IsNaN(trace.Records().First().TrainingLoss));
            Assert.All(trace.Records().Skip(1), record => Assert.InRange(record.TrainingLoss, 0.1, 3));
        }
    }

    [Fact]
    public void MeasuredEpochs_AreThoseAskedFor()
    {
        EpochTrace trace = Go(Plan("raj-szt", 9, "2,5"), "out").Trace(1)!;
        Assert.Equal([0, 2, 5, 9], Enumerable.Range(0, trace.Count).Select(trace.EpochAt));
    }

    /// <summary>As a kill, a full disk or a bad sector leaves it: cut at any byte, or a byte changed; the state behind, or gone.</summary>
    [Fact]
    public void TornOrDamaged_IsMadeAgainToTheSameBytes()
    {
        ExperimentPlan plan = Plan("raj-szt", 5, "all");
        RunFolder folder = Go(plan, "out");
        SortedDictionary<string, string> expected = FolderContent.Of(folder.Path);
        byte[] whole = File.ReadAllBytes(folder.TracePath(1));
        for (int length = 0; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(folder.TracePath(1), whole[..length]);
            Go(plan, "out");
            Assert.Equal(expected, FolderContent.Of(folder.Path));
        }

        for (int at = 0; at < whole.Length; at += 97)
        {
            byte[] damaged = [.. whole];
            if (at is >= 4 and < 8)
            {
                continue;
            }

            damaged[at] ^= 4;
            File.WriteAllBytes(folder.TracePath(1), damaged);
            Go(plan, "out");
            Assert.Equal(expected, FolderContent.Of(folder.Path));
        }

        File.Delete(folder.TracePath(0));
        File.Delete(folder.StatePath(0));
        Go(plan, "out");
        Assert.Equal(expected, FolderContent.Of(folder.Path));
    }

    [Fact]
    public void NewerTrace_IsRefusedInOneLine()
    {
        ExperimentPlan plan = Plan("raj-szt", 1, "all");
        RunFolder folder = Go(plan, "out");
        byte[] bytes = File.ReadAllBytes(folder.TracePath(0));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), EpochTraceHeader.CurrentVersion + 1);
        File.WriteAllBytes(folder.TracePath(0), bytes);
        RunFolderException refused = Assert.Throws<RunFolderException>(() => folder.Trace(0));
        Assert.Contains("run0.edgetrace was written by a newer version", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Throws<RunFolderException>(() => Go(plan, "out"));
        Assert.Equal(bytes, File.ReadAllBytes(folder.TracePath(0)));
    }

    private static ExperimentPlan Plan(string preset, int epochs, string measure) => ExperimentPlan.Load(preset, new SettingsOverrides
    {
        Epochs = epochs, Runs = 2, Measure = CheckpointSchedule.Parse(measure), Checkpoints = CheckpointSchedule.All,
    });

    private RunFolder Go(ExperimentPlan plan, string name)
    {
        RunFolder folder = RunFolder.Prepare(Path.Combine(parent, name), plan, "edge train");
        Experiment.Run(plan, folder, null, new ExperimentOptions { Threads = 2 }, CancellationToken.None);
        return folder;
    }
}
