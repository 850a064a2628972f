using Edge.Experiments.Execution;
using Edge.Experiments.Importing;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Experiments.Tests.Execution;

namespace Edge.Experiments.Tests.Importing;

public sealed class ImportedRunTests : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("edge-imported-").FullName;

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Theory]
    [InlineData("bnn", 5, new string[0])]
    [InlineData("relu4", 4, new[] { "logits" })]
    public void Import_MakesTheOnlyCheckpointAndSaysWhatItCalibrated(string name, int layers, string[] calibrated)
    {
        RunFolder folder = Go(name, "out", Golden.Epoch, out ExperimentSummary summary);
        Assert.False(summary.AlreadyFinished);
        Assert.Equal([Golden.Epoch], folder.CheckpointEpochs);
        CheckpointRecord record = Assert.Single(folder.Records("host"));
        Assert.Equal(layers, record.Points.Count);
        Assert.True(record.Accuracy > 0.8);
        Assert.Equal(calibrated, RunFolder.Open(folder.Path).Manifest.Imported!.CalibratedRanges);
        Assert.True(File.Exists(folder.ModelPath(0, Golden.Epoch)));
    }

    [Fact]
    public void Import_Again_ComputesNothingAndChangesNoByte()
    {
        RunFolder folder = Go("tanh8", "out", 0, out _);
        SortedDictionary<string, string> before = FolderContent.Of(folder.Path);
        Go("tanh8", "out", 0, out ExperimentSummary summary);
        Assert.True(summary.AlreadyFinished);
        Assert.Equal(before, FolderContent.Of(folder.Path));
    }

    [Fact]
    public void Import_AfterTheModelWasLost_MakesTheSameAgain()
    {
        RunFolder folder = Go("bnn", "out", 0, out _);
        SortedDictionary<string, string> before = FolderContent.Of(folder.Path);
        File.Delete(folder.ModelPath(0, 0));
        Go("bnn", "out", 0, out _);
        Assert.Equal(before, FolderContent.Of(folder.Path));
    }

    [Fact]
    public void AFolder_IsNotContinuedWithOtherWeightsAnotherEpochOrTraining()
    {
        Go("bnn", "out", 3, out _);
        ExperimentPlan plan = Golden.Plan("bnn");
        ImportOrigin origin = Golden.Network("bnn", plan).Origin with { Epoch = 3 };
        Refused("imported as epoch 3, now it is 4", origin with { Epoch = 4 });
        Refused("imported from bnn.npz", origin with { Sha256 = new string('0', 64) });
        Refused("imported from bnn.npz, whose training can't be continued", null);

        void Refused(string message, ImportOrigin? now) => Assert.Contains(
            message,
            Assert.Throws<RunFolderException>(() => RunFolder.Prepare(Path.Combine(parent, "out"), plan, "edge", now)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ATrainedFolder_TakesNoImport()
    {
        string path = Path.Combine(parent, "trained");
        ExperimentPlan plan = Golden.Plan("bnn");
        RunFolder.Prepare(path, plan, "edge train");
        ImportOrigin origin = Golden.Network("bnn", plan).Origin;
        RunFolderException refused = Assert.Throws<RunFolderException>(() => RunFolder.Prepare(path, plan, "edge import", origin));
        Assert.Contains("trained by edge", refused.Message, StringComparison.Ordinal);
    }

    private RunFolder Go(string name, string folderName, int epoch, out ExperimentSummary summary)
    {
        ExperimentPlan plan = Golden.Plan(name);
        ImportedNetwork network = ImportedNetwork.Read(Golden.WeightsPath(name), plan, epoch);
        RunFolder folder = RunFolder.Prepare(Path.Combine(parent, folderName), plan, "edge import", network.Origin);
        summary = Experiment.Import(plan, folder, network, null, new ExperimentOptions { Threads = 1 }, CancellationToken.None);
        return folder;
    }
}
