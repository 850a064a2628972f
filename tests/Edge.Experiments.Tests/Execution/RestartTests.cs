using Edge.Experiments.Checkpoints;
using Edge.Experiments.Execution;
using Edge.Experiments.Models;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Experiments.Traces;

namespace Edge.Experiments.Tests.Execution;

/// <summary>The restart rule of Lorenzen et al.: runs whose training accuracy is low at an epoch begin anew with another seed.</summary>
public sealed class RestartTests : IDisposable
{
    private const int Runs = 6;
    private const int At = 3;

    private readonly string parent = Directory.CreateTempSubdirectory("edge-restart-").FullName;

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Fact]
    public void RunsBelow_BeginAnew_OthersAreAsWithoutTheRule()
    {
        RunFolder plain = Go(Plan(null), "plain");
        double[] accuracies = [.. Enumerable.Range(0, Runs).Select(run => AccuracyAt(plain, run))];
        double below = accuracies.Order().ElementAt(2);
        RunFolder folder = Go(Plan(new RestartRule(below, At)), "ruled");
        Assert.Contains(Enumerable.Range(0, Runs), run => folder.Restarts(run).Count > 0);
        for (int run = 0; run < Runs; run++)
        {
            IReadOnlyList<Restart> restarts = folder.Restarts(run);
            Assert.Equal(accuracies[run] < below, restarts.Count > 0);
            Assert.Equal(Enumerable.Range(0, restarts.Count).Select(k => 1UL + (ulong)(run + (k * Runs))), restarts.Select(restart => restart.Seed));
            Assert.All(restarts, restart => Assert.True(restart.TrainAccuracy < below));
            Assert.True(AccuracyAt(folder, run) >= below);
            if (restarts.Count == 0)
            {
                Assert.Equal(File.ReadAllBytes(plain.ModelPath(run, 5)), File.ReadAllBytes(folder.ModelPath(run, 5)));
                continue;
            }

            Assert.Equal(accuracies[run], restarts[0].TrainAccuracy);

            // The training that counts is the one which a run with that seed is.
            ExperimentPlan alone = ExperimentPlan.Load("raj-szt", new SettingsOverrides { Epochs = 5, Runs = 1, Seed = folder.SeedOf(run) });
            RunFolder other = RunFolder.Prepare(Path.Combine(parent, $"alone{run}"), alone, "edge train");
            Experiment.Run(alone, other, null, new ExperimentOptions(), CancellationToken.None);
            Assert.Equal(
                other.Trace(0)!.Points("host").Select(point => point with { Run = run }), folder.Trace(run)!.Points("host"));
            Assert.Equal(folder.SeedOf(run), folder.Trace(run)!.Header.Seed);
        }
    }

    [Fact]
    public void Summary_SaysWhatWasBegunAnew()
    {
        ExperimentPlan plan = Plan(new RestartRule(0.6, At));
        RunFolder folder = RunFolder.Prepare(Path.Combine(parent, "out"), plan, "edge train");
        ExperimentSummary summary = Experiment.Run(plan, folder, null, new ExperimentOptions(), CancellationToken.None);
        Assert.NotEmpty(summary.Restarts);
        Assert.Equal(
            Enumerable.Range(0, Runs).SelectMany(run => folder.Restarts(run).Select(restart => (run, restart.Seed, restart.TrainAccuracy))),
            summary.Restarts.Select(restart => (restart.Run, restart.Seed, restart.TrainAccuracy)));
    }

    [Fact]
    public void HopelessRule_GivesUpRestartingAfterTheMost()
    {
        ExperimentPlan plan = ExperimentPlan.Load("raj-szt", new SettingsOverrides { Epochs = 2, Runs = 1, Restart = new RestartRule(0.999, 1) });
        RunFolder folder = Go(plan, "out");
        Assert.Equal(RestartRule.Most, folder.Restarts(0).Count);
        Assert.Equal(1UL + RestartRule.Most, folder.Trace(0)!.Header.Seed);
        Assert.Equal([0, 1, 2], folder.Records("host").Select(record => record.Epoch));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(14)]
    public void Interrupted_TheSameCallEndsWithTheSameBytes(int epochs)
    {
        ExperimentPlan plan = Plan(new RestartRule(0.6, At));
        SortedDictionary<string, string> expected = FolderContent.Of(Go(plan, "whole").Path);
        RunFolder folder = RunFolder.Prepare(Path.Combine(parent, "cut"), plan, "edge train");
        using CancellationTokenSource stop = new();
        int left = epochs;
        ExperimentOptions options = new()
        {
            Threads = 1,
            Progress = new Counter(() =>
            {
                if (--left <= 0)
                {
                    stop.Cancel();
                }
            }),
            Time = new EverySecond(),
        };
        Assert.Throws<OperationCanceledException>(() => { Experiment.Run(plan, folder, null, options, stop.Token); });
        Assert.NotEqual(expected, FolderContent.Of(folder.Path));
        Go(plan, "cut");
        Assert.Equal(expected, FolderContent.Of(folder.Path));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(double.NaN, 5)]
    [InlineData(0.5, 0)]
    public void OddRule_IsRefused(double below, int at) => Assert.Contains(
        "restart.", Assert.Throws<SettingsException>(() => Plan(new RestartRule(below, at))).Message, StringComparison.Ordinal);

    private static double AccuracyAt(RunFolder folder, int run)
    {
        EpochTrace trace = folder.Trace(run)!;
        return trace.Records().Where(record => record.Epoch == At).Select(record => (double)record.CorrectTrain / trace.Header.TrainRows).Single();
    }

    private static ExperimentPlan Plan(RestartRule? rule) => ExperimentPlan.Load(
        "raj-szt", new SettingsOverrides { Epochs = 5, Runs = Runs, Checkpoints = CheckpointSchedule.Logarithmic(4), Restart = rule });

    private RunFolder Go(ExperimentPlan plan, string name)
    {
        RunFolder folder = RunFolder.Prepare(Path.Combine(parent, name), plan, "edge train");
        Experiment.Run(plan, folder, null, new ExperimentOptions { Threads = 2 }, CancellationToken.None);
        return folder;
    }

    private sealed class Counter(Action report) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value) => report();
    }

    private sealed class EverySecond : TimeProvider
    {
        private long seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref seconds);
    }
}
