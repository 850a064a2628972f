using Edge.Cli.Tests.Support;
using Edge.Testing;
using Edge.Testing.Devices;
using Edge.Testing.Devices.Faults;

namespace Edge.Cli.Tests;

/// <summary><c>edge codes</c> over a line that damages and replays frames, to a device that is reset, ended by kill -9 and given again.</summary>
public sealed class BadLineTests
{
    private const int Kills = 3;

    [LinuxFact]
    public void Codes_KilledAgainAndAgain_EndWithTheHostsCodes()
    {
        using TemporaryFolder folder = new();
        SztModel.Write(folder.Path, "model.edge", 12);
        using LinkedEmulator emulator = LinkedEmulator.Start(folder.File("port"));
        FaultPlan plan = new() { Flipped = 0.0003, Dropped = 0.0003, Doubled = 0.0003, Cut = 0.02, Replayed = 0.1, ResetEvery = 100 };
        using FaultInjector line = new(folder.File("port"), plan, 5, emulator.Reset);
        string[] command = ["codes", "model.edge", "--device", line.Path, "--out", "x.edgecodes", "--check"];
        FileInfo journal = new(folder.File("x.edgecodes.partial"));
        int killed = 0;
        for (long there = 0; killed < Kills; killed++)
        {
            using RunningEdge edge = RunningEdge.Start(folder.Path, command);
            Assert.True(SpinWait.SpinUntil(() => Length(journal) > there || edge.HasEnded, TimeSpan.FromMinutes(1)));
            if (edge.HasEnded)
            {
                break;
            }

            there = Length(journal);
        }

        EdgeProcess done = EdgeProcess.Run(folder.Path, command);

        Assert.True(done.ExitCode == 0, done.Error);
        Assert.Contains($"host = {line.Path}: 4096 rows x 4 layers, 0 differences", done.Output, StringComparison.Ordinal);
        Assert.InRange(killed, 1, Kills);
        Assert.True(line.Hits > 0);
        Assert.False(File.Exists(journal.FullName));
    }

    private static long Length(FileInfo file)
    {
        file.Refresh();
        return file.Exists ? file.Length : 0;
    }
}
