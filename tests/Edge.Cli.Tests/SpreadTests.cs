using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Edge.Cli.Tests;

/// <summary>The commands of host/README.md that spread an experiment: run as they stand there, only on a smaller one.</summary>
public sealed partial class SpreadTests : IDisposable
{
    private const string Small = "raj-tictactoe --runs 5 --epochs 3 --checkpoints log:3";

    private readonly string folder = Directory.CreateTempSubdirectory("edge-spread-").FullName;

    public SpreadTests()
    {
        if (OperatingSystem.IsLinux())
        {
            string program = Path.Combine(folder, "edge");
            File.WriteAllText(program, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "edge.dll")}' \"$@\"\n");
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableFact]
    public void Xargs_AndMerge_GiveTheBytesOfOneMachine() => Spread("| xargs ");

    [SkippableFact]
    public void GnuParallel_AndMerge_GiveTheBytesOfOneMachine()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "a shell");
        Skip.IfNot(Shell("parallel --version 2>/dev/null | grep -q GNU", []) == 0, "GNU parallel is not installed");
        Spread("| parallel ");
    }

    [SkippableFact]
    public void SlurmScript_TrainsItsShard()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "a shell");
        string script = OnSmall(Blocks("sh").Single(block => block.Contains("#SBATCH", StringComparison.Ordinal)));
        for (int task = 1; task <= 2; task++)
        {
            Assert.Equal(0, Shell(script, new() { ["SLURM_ARRAY_TASK_ID"] = $"{task}", ["SLURM_ARRAY_TASK_COUNT"] = "2" }));
        }

        Merged("out/part1 out/part2");
    }

    [SkippableFact]
    public void KubernetesJob_TrainsItsShards()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "a shell");
        string manifest = Blocks("yaml").Single();
        Assert.DoesNotContain('\t', manifest);
        Assert.Equal("batch/v1", Field(manifest, "", "apiVersion"));
        Assert.Equal("Job", Field(manifest, "", "kind"));
        Assert.Equal("Indexed", Field(manifest, "  ", "completionMode"));
        Assert.Equal("OnFailure", Field(manifest, "      ", "restartPolicy"));
        int shards = int.Parse(Field(manifest, "  ", "completions"));
        Assert.Contains($"--shard \"$i/{shards}\"", manifest, StringComparison.Ordinal);
        Assert.Equal("[\"sh\", \"-c\"]", Field(manifest, "          ", "command"));

        // A folded scalar: its lines are joined by blanks.
        string[] lines = manifest.Split('\n');
        int start = Array.FindIndex(lines, line => line.TrimEnd() == "            - >-") + 1;
        Assert.True(start > 0);
        string script = string.Join(' ', lines.Skip(start).TakeWhile(line => line.StartsWith("              ", StringComparison.Ordinal)).Select(line => line.Trim()));
        script = OnSmall(script.Replace("/out/", "out/", StringComparison.Ordinal));
        for (int index = 0; index < shards; index++)
        {
            Assert.Equal(0, Shell(script, new() { ["JOB_COMPLETION_INDEX"] = $"{index}" }));
        }

        Merged(string.Join(' ', Enumerable.Range(1, shards).Select(i => $"out/part{i}")));
    }

    [SkippableTheory]
    [InlineData("", "", true)]
    [InlineData("completionMode", "completionsMode", false)]
    [InlineData("completions: 4", "completions: four", false)]
    [InlineData("image:", "immage:", false)]
    [InlineData("mountPath", "path", false)]
    public void KubernetesJob_IsHeldAgainstKubernetesSchema(string old, string mistaken, bool valid)
    {
        string validator = Path.Combine(Path.GetDirectoryName(Here())!, "Kubernetes");
        Skip.IfNot(Directory.Exists(Path.Combine(validator, "node_modules")), "npm install --no-package-lock in tests/Edge.Cli.Tests/Kubernetes fetches the schema");
        Skip.IfNot(OperatingSystem.IsLinux() && Shell("node --version", []) == 0, "Node.js is not installed");
        string manifest = Blocks("yaml").Single();
        Assert.Contains(old, manifest, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "job.yaml"), old.Length == 0 ? manifest : manifest.Replace(old, mistaken, StringComparison.Ordinal));
        Assert.Equal(valid, Shell($"node '{validator}/validate.mjs' < job.yaml 2>/dev/null", []) == 0);
    }

    [Fact]
    public void Merge_RefusesInOneLine()
    {
        EdgeProcess part = EdgeProcess.Run(folder, ["train", .. Small.Split(' '), "--device", "host", "--shard", "1/2", "--out", "p1"]);
        Assert.True(part.ExitCode == 0, part.Error);
        EdgeProcess.Run(folder, "merge", "p1", "--out", "all").ShouldRefuse(3, "of 2 shards 2/2 is missing");
        EdgeProcess.Run(folder, "merge", "p1", "p1", "--out", "all").ShouldRefuse(3, "shards overlap: 'p1' and 'p1' are both shard 1/2");
        EdgeProcess.Run(folder, "train", "raj-tictactoe", "--shard", "3/2", "--out", "x").ShouldRefuse(3, "shard '3/2'");
        EdgeProcess.Run(folder, "train", "raj-tictactoe", "--restart-at", "5", "--out", "x").ShouldRefuse(2, "--restart-at goes with --restart-below");
    }

    private void Spread(string mark)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "a shell");
        string[] block = Blocks("sh").Single(text => text.Contains("edge merge", StringComparison.Ordinal)).Split('\n');
        Assert.Equal(0, Shell(OnSmall(block.Single(line => line.Contains(mark, StringComparison.Ordinal))), []));
        Merged(block.Single(line => line.StartsWith("edge merge ", StringComparison.Ordinal))["edge merge ".Length..].Split(" --out")[0]);
    }

    private void Merged(string parts)
    {
        Assert.Equal(0, Shell($"edge merge {parts} --out out/all", []));
        Assert.Equal(0, Shell(OnSmall("edge train lorenzen-szt-tanh --runs 50 --device host --out out/one"), []));
        SortedDictionary<string, string> one = FolderBytes.Of(Path.Combine(folder, "out", "one"));
        SortedDictionary<string, string> all = FolderBytes.Of(Path.Combine(folder, "out", "all"));

        // run.json keeps the command that was typed.
        Assert.True(one.Remove("run.json") && all.Remove("run.json"));
        Assert.Equal(one, all);
    }

    private static string OnSmall(string command) => command.Replace("lorenzen-szt-tanh --runs 50", Small, StringComparison.Ordinal);

    private static string Field(string yaml, string indentation, string name) =>
        yaml.Split('\n').Single(line => line.StartsWith($"{indentation}{name}:", StringComparison.Ordinal)).Split(':', 2)[1].Trim();

    private static IEnumerable<string> Blocks(string language) =>
        CodeBlock().Matches(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../host/README.md")))
            .Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    private int Shell(string script, Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new("sh") { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        start.Environment["PATH"] = folder + Path.PathSeparator + start.Environment["PATH"];
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```([a-z]+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
