using System.Diagnostics;

namespace Edge.Cli.Tests;

/// <summary>
/// Commands are ended at random moments, by kill -9 of the program or by Ctrl-C, and given again until they are done: every byte is that of
/// a command nobody disturbed. The moments are drawn as shares of the time that the undisturbed command took.
/// </summary>
public sealed class KilledAnywhereTests : IClassFixture<SmallRunFolder>, IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("edge-killed-").FullName;
    private readonly string trained;
    private int folders;

    public KilledAnywhereTests(SmallRunFolder trained) => this.trained = trained.Path;

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [SkippableFact]
    public void Train_EndsWithTheSameBytes() =>
        Disturb(10, 1, _ => { }, "train", "raj-szt", "--runs", "2", "--epochs", "300", "--checkpoints", "log:12", "--out", "run");

    [SkippableFact]
    public void Quickstart_EndsWithTheSameBytes() => Disturb(5, 2, _ => { }, "quickstart", "--epochs", "4", "--out", "q");

    [SkippableFact]
    public void Codes_EndWithTheSameBytes() =>
        Disturb(6, 3, Copy, "codes", "run/models/run0-epoch000003.edge", "--out", "x.edgecodes", "--npz", "x.npz");

    [SkippableFact]
    public void Plane_EndsWithTheSameBytes() => Disturb(3, 4, Copy, "plane", "run", "--out", "plane.svg");

    [SkippableFact]
    public void Report_EndsWithTheSameBytes() => Disturb(4, 5, Copy, "report", "run");

    private void Copy(string folder) => FolderBytes.Copy(Path.Combine(trained, "run"), Path.Combine(folder, "run"));

    private void Disturb(int times, int seed, Action<string> prepare, params string[] command)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "signals and /proc of Linux");
        string whole = NewFolder(prepare);
        Stopwatch clock = Stopwatch.StartNew();
        ToTheEnd(whole, command);
        TimeSpan usual = clock.Elapsed;
        SortedDictionary<string, string> expected = FolderBytes.Of(whole);

        Random random = new(seed);
        string folder = NewFolder(prepare);
        for (int i = 0; i < times; i++)
        {
            TimeSpan moment = usual * (0.1 + (0.9 * random.NextDouble()));
            if (Cut(folder, moment, kill: random.Next(2) == 0, command))
            {
                Assert.Equal(expected, FolderBytes.Of(folder));
                folder = NewFolder(prepare);
            }
        }

        ToTheEnd(folder, command);
        Assert.Equal(expected, FolderBytes.Of(folder));
    }

    /// <summary>True where the command was done before its moment came.</summary>
    private static bool Cut(string folder, TimeSpan moment, bool kill, string[] command)
    {
        using MarkedProcess process = MarkedProcess.Start(folder, command);
        bool done = process.EndsWithin(moment);
        if (!done && kill)
        {
            process.Send(MarkedProcess.Kill);
        }
        else if (!done)
        {
            process.SendToGroup(MarkedProcess.Interrupt);
        }

        EdgeProcess result = process.Result();
        int[] possible = done ? [0]
            : kill ? [0, MarkedProcess.EndedBy + MarkedProcess.Kill]
            : [0, 5, MarkedProcess.EndedBy + MarkedProcess.Interrupt];
        Assert.True(possible.Contains(result.ExitCode), $"exit code {result.ExitCode}: {result.Error}");
        if (result.ExitCode == 5)
        {
            result.ShouldRefuse(5, "the same command goes on");
        }

        return result.ExitCode == 0;
    }

    private static void ToTheEnd(string folder, string[] command)
    {
        EdgeProcess result = EdgeProcess.Run(folder, command);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    private string NewFolder(Action<string> prepare)
    {
        string folder = Directory.CreateDirectory(Path.Combine(parent, $"{folders++}")).FullName;
        prepare(folder);
        return folder;
    }
}
