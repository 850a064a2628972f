using Edge.Experiments.Checkpoints;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;

namespace Edge.Experiments.Tests.Execution;

public sealed class ShardTests : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("edge-shards-").FullName;

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Theory]
    [InlineData("raj-szt", 2)]
    [InlineData("lorenzen-szt-tanh", 3)]
    public void Merged_TheyAreTheBytesOfOneMachine(string preset, int shards)
    {
        ExperimentPlan plan = Plan(preset);
        string whole = Go(plan, "whole", null).Path;
        string[] parts = [.. Enumerable.Range(1, shards).Reverse().Select(i => Go(plan, $"part{i}", new Shard(i, shards), threads: i).Path)];
        string merged = ShardMerge.Merge(parts, Path.Combine(parent, "merged")).Path;

        // The command says where each folder is.
        File.WriteAllText(Path.Combine(merged, "run.json"), File.ReadAllText(Path.Combine(merged, "run.json")).Replace("merged", "whole", StringComparison.Ordinal));
        Assert.Equal(FolderContent.Of(whole), FolderContent.Of(merged));
        Assert.True(Experiment.Run(plan, RunFolder.Open(merged), null, new ExperimentOptions(), CancellationToken.None).AlreadyFinished);
    }

    [Fact]
    public void MergedAgain_NothingIsDone()
    {
        string[] parts = Parts(Plan("raj-szt"), 2);
        string merged = ShardMerge.Merge(parts, Path.Combine(parent, "merged")).Path;
        SortedDictionary<string, string> before = FolderContent.Of(merged);
        Directory.CreateDirectory(merged + ".merging");
        Assert.Equal(merged, ShardMerge.Merge(parts, merged).Path);
        Assert.Equal(before, FolderContent.Of(merged));
    }

    [Fact]
    public void LeftoverOfAKilledMerge_DoesNoHarm()
    {
        string[] parts = Parts(Plan("raj-szt"), 2);
        string target = Path.Combine(parent, "merged");
        Directory.CreateDirectory(Path.Combine(target + ".merging", "models"));
        File.WriteAllText(Path.Combine(target + ".merging", "models", "run0-epoch000000.edge"), "half");
        RunFolder merged = ShardMerge.Merge(parts, target);
        Assert.Equal(4, merged.Records("host").Select(record => record.Run).Distinct().Count());
        Assert.False(Directory.Exists(target + ".merging"));
    }

    [Fact]
    public void Overlapping_IsRefused() =>
        Refuse("shards overlap: 'PART1' and 'COPY' are both shard 1/2", parts =>
        {
            Copy(parts[0], Path.Combine(parent, "copy"));
            return [parts[0], parts[1], Path.Combine(parent, "copy")];
        });

    [Fact]
    public void MissingPart_IsRefused() => Refuse("of 2 shards 2/2 is missing", parts => [parts[0]]);

    [Fact]
    public void OtherNumberOfShards_IsRefused() =>
        Refuse("'PART1' is shard 1/2, 'OTHER' is shard 2/3", parts => [parts[0], Go(Plan("raj-szt"), "other", new Shard(2, 3)).Path]);

    [Fact]
    public void OtherSettings_AreNamed() =>
        Refuse(
            "these shards are of different experiments: 'PART1' was made with training.epochs 3, 'OTHER' with 2",
            parts => [parts[0], Go(Plan("raj-szt", epochs: 2), "other", new Shard(2, 2)).Path]);

    [Fact]
    public void FolderOfAllRuns_IsRefused() =>
        Refuse("'OTHER' is no shard: it holds all 4 runs", parts => [parts[0], Go(Plan("raj-szt"), "other", null).Path]);

    [Fact]
    public void UnfinishedPart_IsRefused() =>
        Refuse("'PART2' is not finished; give edge train the command that made it again", parts =>
        {
            File.Delete(RunFolder.Open(parts[1]).ModelPath(3, 1));
            return parts;
        });

    [Fact]
    public void FolderThatHoldsSomething_IsRefused()
    {
        string target = Directory.CreateDirectory(Path.Combine(parent, "there")).FullName;
        File.WriteAllText(Path.Combine(target, "note.txt"), "mine");
        RunFolderException refused = Assert.Throws<RunFolderException>(() => { ShardMerge.Merge(Parts(Plan("raj-szt"), 2), target); });
        Assert.Contains("holds something already", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(target, "note.txt")));
    }

    [Fact]
    public void ShardWithoutRuns_IsRefused()
    {
        RunFolderException refused = Assert.Throws<RunFolderException>(() => { Go(Plan("raj-szt"), "out", new Shard(5, 8)); });
        Assert.Equal("shard 5/8 holds no run: there are 4 runs; name at most so many shards", refused.Message);
        Assert.False(Directory.Exists(Path.Combine(parent, "out")));
    }

    [Fact]
    public void OtherShardInTheSameFolder_IsRefused()
    {
        Go(Plan("raj-szt"), "out", new Shard(1, 2));
        RunFolderException refused = Assert.Throws<RunFolderException>(() => { Go(Plan("raj-szt"), "out", new Shard(2, 2)); });
        Assert.Contains("holds shard 1/2, now it is shard 2/2", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1/4", 0, 4, 8)]
    [InlineData("3/4", 2, 6)]
    [InlineData("1/1", 0, 1, 2, 3, 4, 5, 6, 7, 8)]
    public void Shard_HasItsRuns(string text, params int[] runs)
    {
        Assert.Equal(runs, Shard.Parse(text).RunsOf(9));
        Assert.Equal(text, Shard.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0/4")]
    [InlineData("5/4")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("-1/2")]
    [InlineData("a/b")]
    public void OddShard_IsRefused(string text) => Assert.Throws<RunFolderException>(() => Shard.Parse(text));

    private void Refuse(string message, Func<string[], string[]> change)
    {
        string[] parts = change(Parts(Plan("raj-szt"), 2));
        string target = Path.Combine(parent, "merged");
        RunFolderException refused = Assert.Throws<RunFolderException>(() => { ShardMerge.Merge(parts, target); });
        string shown = refused.Message;
        foreach (string name in new[] { "part1", "part2", "copy", "other" })
        {
            shown = shown.Replace(Path.Combine(parent, name), name.ToUpperInvariant(), StringComparison.Ordinal);
        }

        Assert.Equal(message, shown);
        Assert.False(Directory.Exists(target));
    }

    private string[] Parts(ExperimentPlan plan, int shards) =>
        [.. Enumerable.Range(1, shards).Select(i => Go(plan, $"part{i}", new Shard(i, shards)).Path)];

    private static ExperimentPlan Plan(string preset, int epochs = 3) => ExperimentPlan.Load(
        preset, new SettingsOverrides { Epochs = epochs, Runs = 4, Checkpoints = CheckpointSchedule.Logarithmic(3) });

    private RunFolder Go(ExperimentPlan plan, string name, Shard? shard, int threads = 2)
    {
        string option = shard is null ? "" : $" --shard {shard}";
        RunFolder folder = RunFolder.Prepare(Path.Combine(parent, name), plan, $"edge train p{option} --out {Path.Combine(parent, name)}", shard: shard);
        Experiment.Run(plan, folder, null, new ExperimentOptions { Threads = threads }, CancellationToken.None);
        return folder;
    }

    private static void Copy(string source, string target)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
