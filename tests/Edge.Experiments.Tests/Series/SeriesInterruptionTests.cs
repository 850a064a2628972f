using Edge.Experiments.Checkpoints;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Experiments.Tests.Execution;
using Edge.Training.Numerics;

namespace Edge.Experiments.Tests.Series;

/// <summary>The contract of run folders with networks in float arithmetic, bins, prefit, Bop and gradients: killed, resumed, spread.</summary>
public sealed class SeriesInterruptionTests : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("edge-series-").FullName;

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Theory]
    [InlineData(SeriesPlans.Float)]
    [InlineData(SeriesPlans.Bop)]
    public void KilledAnywhere_TheSameCallEndsWithTheSameBytes(string text)
    {
        SortedDictionary<string, string> expected = FolderContent.Of(Go(text, "whole", threads: 1).Path);
        RunFolder cut = Go(text, "cut", threads: 2);
        Assert.Equal(expected, FolderContent.Of(cut.Path));
        RandomSource random = new(7);
        for (int round = 0; round < 8; round++)
        {
            for (int run = 0; run < 2; run++)
            {
                Cut(cut, run, random);
            }

            File.Delete(cut.MetricsPath);
            Go(text, "cut", threads: 1 + (round % 2));
            Assert.Equal(expected, FolderContent.Of(cut.Path));
        }
    }

    [Theory]
    [InlineData(SeriesPlans.Float)]
    [InlineData(SeriesPlans.Bop)]
    public void ResumedFromAState_TheBytesAreTheSame(string text)
    {
        RunFolder whole = Go(text, "whole", threads: 1);
        SortedDictionary<string, string> expected = FolderContent.Of(whole.Path);
        byte[] state = [];
        using (CancellationTokenSource stop = new())
        {
            ExperimentOptions options = new() { Threads = 1, Progress = new CancelAfter(3, stop), Time = new EveryCallASecond() };
            Assert.Throws<OperationCanceledException>(() => Go(text, "cut", options, stop.Token));
            state = File.ReadAllBytes(Path.Combine(parent, "cut", "state", "run0.state"));
        }

        Assert.NotEqual(File.ReadAllBytes(whole.StatePath(0)), state);
        Assert.Equal(expected, FolderContent.Of(Go(text, "cut", threads: 1).Path));
    }

    [Fact]
    public void Shards_MergeToTheBytesOfOneMachine()
    {
        ExperimentPlan plan = SeriesPlans.Of(SeriesPlans.Float);
        string[] parts = ["part1", "part2"];
        for (int part = 1; part <= 2; part++)
        {
            RunFolder shard = RunFolder.Prepare(Path.Combine(parent, parts[part - 1]), plan, "edge train", shard: new Shard(part, 2));
            Experiment.Run(plan, shard, null, new ExperimentOptions(), CancellationToken.None);
        }

        string merged = ShardMerge.Merge([.. parts.Select(part => Path.Combine(parent, part))], Path.Combine(parent, "merged")).Path;
        Assert.Equal(FolderContent.Of(Go(SeriesPlans.Float, "whole", threads: 2).Path), FolderContent.Of(merged));
    }

    /// <summary>The rule is decided by the accuracy of the float network; bins are those of the training that counts.</summary>
    [Fact]
    public void RestartedRun_HasTheBinsOfTheTrainingThatCounts()
    {
        string ruled = SeriesPlans.Float.Replace("\"runs\": 2,", "\"runs\": 2, \"restart\": { \"below\": 0.98, \"at\": 1 },", StringComparison.Ordinal);
        RunFolder folder = Go(ruled, "ruled", threads: 1);
        Assert.Equal(RestartRule.Most, folder.Restarts(1).Count);
        string seeded = SeriesPlans.Float
            .Replace("\"runs\": 2", "\"runs\": 1", StringComparison.Ordinal)
            .Replace("\"epochs\": 5", $"\"epochs\": 5, \"seed\": {folder.SeedOf(1)}", StringComparison.Ordinal);
        RunFolder alone = Go(seeded, "alone", threads: 1);
        Assert.Equal(alone.SeriesPoints().Select(point => point with { Run = 1 }), folder.SeriesPoints().Where(point => point.Run == 1));
    }

    private static void Cut(RunFolder folder, int run, RandomSource random)
    {
        bool cut = false;
        foreach (string path in (string[])[folder.JournalPath(run, "host"), folder.TracePath(run), folder.BinnedTracePath(run)])
        {
            if (File.Exists(path) && random.NextBelow(3) > 0)
            {
                byte[] bytes = File.ReadAllBytes(path);
                int length = random.NextBelow(bytes.Length + 1);
                cut |= length < bytes.Length;
                File.WriteAllBytes(path, bytes[..length]);
            }
        }

        // What the folder holds is the state after the last epoch, which an unfinished run can't have.
        if (cut)
        {
            File.Delete(folder.StatePath(run));
        }
    }

    private RunFolder Go(string text, string name, int threads) => Go(text, name, new ExperimentOptions { Threads = threads }, CancellationToken.None);

    private RunFolder Go(string text, string name, ExperimentOptions options, CancellationToken cancellation)
    {
        ExperimentPlan plan = SeriesPlans.Of(text);
        RunFolder folder = RunFolder.Prepare(Path.Combine(parent, name), plan, "edge train");
        Experiment.Run(plan, folder, null, options, cancellation);
        return folder;
    }

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

    private sealed class EveryCallASecond : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref now);
    }
}
