using Edge.Experiments.Data;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Information.Files;

namespace Edge.Experiments.Tests.Execution;

/// <summary>One split for all runs, or one for each.</summary>
public sealed class SplitSeedTests : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("edge-split-").FullName;

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Fact]
    public void SplitSeed_GivesAllRunsTheSameRows_AndTheArchiveSaysWhich()
    {
        int[] drawn = RowSplit.Of(TicTacToeDataSet.Create(), null, 7).Train;
        RunFolder one = Go("one", 7);
        Assert.Equal(drawn, TrainRows(one, 0));
        Assert.Equal(drawn, TrainRows(one, 1));
        RunFolder own = Go("own", null);
        Assert.NotEqual(TrainRows(own, 0), TrainRows(own, 1));
    }

    [Fact]
    public void SplitSeed_OfTheRunItself_ChangesNothing()
    {
        RunFolder own = Go("own", null);
        RunFolder one = Go("one", own.SeedOf(1));
        Assert.Equal(own.Trace(1)!.Points("host"), one.Trace(1)!.Points("host"));
        Assert.Equal(File.ReadAllBytes(own.ModelPath(1, 2)), File.ReadAllBytes(one.ModelPath(1, 2)));
        Assert.NotEqual(own.Trace(0)!.Points("host"), one.Trace(0)!.Points("host"));
    }

    private static int[] TrainRows(RunFolder folder, int run)
    {
        string path = Path.Combine(folder.Path, "codes.npz");
        CodesArchive.Write(folder, run, "host", path);
        int[] rows = [];
        NpzArchive.Read(path, name => name == "train", (_, array) => rows = [.. Enumerable.Range(0, array.Count).Where(row => array.Value(row) == 1)]);
        return rows;
    }

    private RunFolder Go(string name, ulong? splitSeed)
    {
        ExperimentPlan plan = ExperimentPlan.Load("raj-tictactoe", new SettingsOverrides { Epochs = 2, Runs = 2, SplitSeed = splitSeed });
        RunFolder folder = RunFolder.Prepare(Path.Combine(parent, name), plan, "edge train");
        Experiment.Run(plan, folder, null, new ExperimentOptions(), CancellationToken.None);
        return folder;
    }
}
