using Edge.Experiments.Checkpoints;
using Edge.Experiments.Data;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Training.Engines;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Optimizers;

namespace Edge.Experiments.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("edge-run-").FullName;

    private string Out => Path.Combine(parent, "out");

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Fact]
    public void Prepare_TwiceWithTheSamePlan_OpensTheSameFolder()
    {
        RunFolder made = RunFolder.Prepare(Out, Plan(), "edge train raj-szt --out out");
        byte[] manifest = File.ReadAllBytes(Path.Combine(Out, "run.json"));
        RunFolder opened = RunFolder.Prepare(Out, Plan(), "the same in other words");
        Assert.Equal("edge train raj-szt --out out", opened.Manifest.Command);
        Assert.Equal(made.Manifest.Settings.Training, opened.Manifest.Settings.Training);
        Assert.Equal(manifest, File.ReadAllBytes(Path.Combine(Out, "run.json")));
        Assert.Equal(["run.json"], Directory.GetFiles(Out).Select(Path.GetFileName));
    }

    [Fact]
    public void Manifest_HoldsWhatDecidesTheNumbers()
    {
        RunFolder.Prepare(Out, Plan(), "edge train raj-szt");
        RunManifest manifest = RunFolder.Open(Out).Manifest;
        Assert.Equal(Convert.ToHexStringLower(SztDataSet.Create().Sha256), manifest.DataSha256);
        Assert.Equal((2, "szt", 4096), (manifest.Format, manifest.DataName, manifest.Rows));
        Assert.Equal(RunManifest.ProgramVersion, manifest.Version);
        Assert.Contains(manifest.CpuPath, (string[])["portable", "avx2", "avx512"]);
        Assert.Equal(SettingsJson.Write(Plan().Settings), SettingsJson.Write(manifest.Settings));
    }

    [Fact]
    public void Prepare_WithOtherSettings_NamesTheDifference()
    {
        RunFolder.Prepare(Out, Plan(), "edge train raj-szt");
        Assert.Contains("was made with training.epochs 8000, now it is 10;", Refused(new SettingsOverrides { Epochs = 10 }), StringComparison.Ordinal);
        Assert.Contains("was made with training.seed 1, now it is 2;", Refused(new SettingsOverrides { Seed = 2 }), StringComparison.Ordinal);
        Assert.Contains("was made with splitSeed null, now it is 7;", Refused(new SettingsOverrides { SplitSeed = 7 }), StringComparison.Ordinal);
        Assert.Contains("was made with runs 5, now it is 6;", Refused(new SettingsOverrides { Runs = 6 }), StringComparison.Ordinal);
        Assert.Contains("was made with checkpoints \"log:40\", now it is \"all\";", Refused(new SettingsOverrides { Checkpoints = CheckpointSchedule.All }), StringComparison.Ordinal);
        Assert.Contains("was made with the data set szt (", Refused(new SettingsOverrides { Data = "tictactoe" }), StringComparison.Ordinal);
        Assert.Contains("network.name \"raj-szt\", now it is \"raj-szt-approx\"", Refused(SettingsOverrides.None, "raj-szt-approx"), StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_OfAFolderWithoutWhatIsNowMeasured_NamesIt()
    {
        RunFolder.Prepare(Out, ExperimentPlan.Load("raj-szt", new SettingsOverrides { CodesOnly = true }), "edge quickstart");
        Assert.Contains(
            "was made with series null, now it is { batchNorm, gradients, bins };", Refused(SettingsOverrides.None), StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_OfAFolderWithoutBins_NamesThem()
    {
        SettingsOverrides none = SettingsOverrides.None;
        ExperimentSettings settings = Plan().Settings;
        string file = Path.Combine(parent, "raj-szt.json");
        File.WriteAllText(file, SettingsJson.Write(settings with { Series = settings.Series! with { Bins = [] } }));
        RunFolder.Prepare(Out, ExperimentPlan.Load(file, none), "edge train raj-szt.json");
        Assert.Contains("was made with series.bins of 0 entries, now it is of 1 entry;", Refused(none), StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_WithAnotherEngine_NamesIt()
    {
        OtherEngine other = new();
        RunFolder folder = RunFolder.Prepare(Out, Plan(), "edge train raj-szt", engine: other);
        Assert.Equal("other", RunFolder.Open(Out).Manifest.Engine);
        Assert.Contains("was trained by the engine other, now it is fused;", Refused(SettingsOverrides.None), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Experiment.Run(Plan(), folder, null, new ExperimentOptions(), CancellationToken.None));
    }

    [Fact]
    public void Run_TrainsWithTheEngine()
    {
        ExperimentPlan plan = ExperimentPlan.Load("raj-tictactoe", new SettingsOverrides { Epochs = 2, Runs = 1 });
        OtherEngine other = new();
        RunFolder theirs = RunFolder.Prepare(Out, plan, "edge", engine: other);
        Experiment.Run(plan, theirs, null, new ExperimentOptions { Engine = other }, CancellationToken.None);
        Assert.True(other.Trainings > 0);
        RunFolder ours = RunFolder.Prepare(Path.Combine(parent, "fused"), plan, "edge");
        Experiment.Run(plan, ours, null, new ExperimentOptions(), CancellationToken.None);
        Assert.Equal(File.ReadAllBytes(ours.ModelPath(0, 2)), File.ReadAllBytes(theirs.ModelPath(0, 2)));
    }

    [Fact]
    public void Prepare_InAFolderWithOtherThings_IsRefused()
    {
        Directory.CreateDirectory(Out);
        File.WriteAllText(Path.Combine(Out, "thesis.tex"), "");
        Assert.Contains("is no run folder and holds thesis.tex", Refused(SettingsOverrides.None), StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_AfterAnInterruptionBeforeTheManifest_Succeeds()
    {
        Directory.CreateDirectory(Out);
        File.WriteAllText(Path.Combine(Out, "run.json.tmp"), "{ \"form");
        RunFolder.Prepare(Out, Plan(), "edge train raj-szt");
        Assert.Equal(["run.json"], Directory.GetFiles(Out).Select(Path.GetFileName));
    }

    [Fact]
    public void Prepare_WhereAFileStands_IsRefused()
    {
        File.WriteAllText(Out, "");
        Assert.Contains("can't be made", Refused(SettingsOverrides.None), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfTornOrNewerManifest_IsRefused()
    {
        Assert.Contains("holds no run.json", Assert.Throws<RunFolderException>(() => RunFolder.Open(Out)).Message, StringComparison.Ordinal);
        RunFolder.Prepare(Out, Plan(), "edge train raj-szt");
        string file = Path.Combine(Out, "run.json");
        string text = File.ReadAllText(file);
        File.WriteAllText(file, text[..(text.Length / 2)]);
        Assert.Contains("run.json can't be read", Assert.Throws<RunFolderException>(() => RunFolder.Open(Out)).Message, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace("\"format\": 2", "\"format\": 3, \"shards\": 3", StringComparison.Ordinal));
        Assert.Contains("was written by a newer version", Assert.Throws<RunFolderException>(() => RunFolder.Open(Out)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_KeepsASecondWriterOut()
    {
        RunFolder folder = RunFolder.Prepare(Out, Plan(), "edge train raj-szt");
        using (folder.Lock())
        {
            Assert.Contains("another command may be writing it", Assert.Throws<RunFolderException>(() => folder.Lock()).Message, StringComparison.Ordinal);
        }

        folder.Lock().Dispose();

        // The empty lock file stays: deleting it would let two writers hold two files of that name.
        Assert.Equal(["run.json", "run.lock"], Directory.GetFiles(Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("host", "host")]
    [InlineData("/dev/ttyUSB0", "dev-ttyUSB0")]
    [InlineData("nanoclr:C:\\x y.exe", "nanoclr-C--x-y.exe")]
    public void FileName_OfADevice(string device, string expected) => Assert.Equal(expected, RunFolder.FileName(device));

    private string Refused(SettingsOverrides overrides, string preset = "raj-szt") =>
        Assert.Throws<RunFolderException>(() => RunFolder.Prepare(Out, ExperimentPlan.Load(preset, overrides), "edge")).Message;

    // The fused engine under another name.
    private sealed class OtherEngine : ITrainingEngine
    {
        public string Name => "other";

        public int Trainings { get; private set; }

        public ITrainingStep Begin(NetworkParameters network, OptimizerState optimizer, TrainingSpec training)
        {
            Trainings++;
            return FusedEngine.Instance.Begin(network, optimizer, training);
        }
    }

    private static ExperimentPlan Plan() => ExperimentPlan.Load("raj-szt");
}
