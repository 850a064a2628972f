using System.Globalization;
using System.Text.RegularExpressions;
using Edge.Cli.Tests.Support;
using Edge.Testing;
using Edge.Testing.Devices;

namespace Edge.Cli.Tests;

/// <summary><c>edge codes</c> and a cable that is pulled in the middle: the emulator behind a link is killed and started again.</summary>
public sealed class RecordingTests : IClassFixture<RecordingTests.Recorded>
{
    private readonly Recorded recorded;

    public RecordingTests(Recorded recorded) => this.recorded = recorded;

    [LinuxFact]
    public void CablePulled_AndBack_GivesTheSameBytes()
    {
        using TemporaryFolder folder = new();
        using LinkedEmulator first = LinkedEmulator.Start(recorded.Port);
        using RunningEdge edge = RunningEdge.Start(folder.Path, recorded.Command("cut.edgecodes"));
        WaitForRows(folder.File("cut.edgecodes.partial"), edge);
        first.Kill();
        edge.WaitForError($"{recorded.Port} hung up: the device was unplugged, or the process behind it ended; waiting up to 30 s");
        using LinkedEmulator second = LinkedEmulator.Start(recorded.Port);

        EdgeProcess done = edge.Finish();

        Assert.True(done.ExitCode == 0, done.Error);
        Assert.Contains($"edge: {recorded.Port} is back after ", done.Error, StringComparison.Ordinal);
        Assert.Equal(2, done.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("1 reconnections", done.Output, StringComparison.Ordinal);
        Assert.InRange(SecondsLost(done.Output), 0.1, 60);
        Assert.Equal(recorded.Bytes, File.ReadAllBytes(folder.File("cut.edgecodes")));
        Assert.False(File.Exists(folder.File("cut.edgecodes.partial")));
    }

    [LinuxFact]
    public void Reset_InTheMiddle_SaysWhatItCost_AndGivesTheSameBytes()
    {
        using TemporaryFolder folder = new();
        using LinkedEmulator emulator = LinkedEmulator.Start(recorded.Port);
        using RunningEdge edge = RunningEdge.Start(folder.Path, recorded.Command("reset.edgecodes"));
        WaitForRows(folder.File("reset.edgecodes.partial"), edge);
        emulator.Reset();

        EdgeProcess done = edge.Finish();

        Assert.True(done.ExitCode == 0, done.Error);
        Assert.Contains("1 restarts", done.Output, StringComparison.Ordinal);
        Assert.InRange(SecondsLost(done.Output), 0.1, 60);
        Assert.Equal(recorded.Bytes, File.ReadAllBytes(folder.File("reset.edgecodes")));
    }

    [Fact]
    public void RealTime_IsForTheEmulator_AndGivesTheSameCodes()
    {
        using TemporaryFolder folder = new();
        SztModel.Write(folder.Path, "small.edge", 10);
        EdgeProcess.Run(folder.Path, "codes", "small.edge", "--data", "szt", "--device", "host", "--real-time", "--out", "host.edgecodes")
            .ShouldRefuse(2, "--real-time goes with --device emulator, not with host");

        EdgeProcess slow = EdgeProcess.Run(
            folder.Path, "codes", "small.edge", "--data", "szt", "--real-time", "--baud", "2000000", "--check", "--out", "slow.edgecodes");

        Assert.True(slow.ExitCode == 0, slow.Error);
        Assert.Contains("0 differences", slow.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void CablePulled_ForGood_ResumesLater()
    {
        using TemporaryFolder folder = new();
        string[] command = recorded.Command("cut.edgecodes");
        using (LinkedEmulator first = LinkedEmulator.Start(recorded.Port))
        using (RunningEdge edge = RunningEdge.Start(folder.Path, [.. command, "--wait", "0.2"]))
        {
            WaitForRows(folder.File("cut.edgecodes.partial"), edge);
            first.Kill();
            EdgeProcess cut = edge.Finish();
            cut.ShouldRefuse(4, "did not come back within 0.2 s");
            Assert.Contains("what was recorded is kept, and the same command goes on", cut.Error, StringComparison.Ordinal);
        }

        RefuseUnfinished(folder.Path);
        EdgeProcess.Run(folder.Path, [.. command, "--resume"]).ShouldRefuse(4, "does not exist");

        using LinkedEmulator second = LinkedEmulator.Start(recorded.Port);
        string[] other = [.. recorded.Command("cut.edgecodes").Select(part => part == recorded.Model ? recorded.OtherModel : part), "--resume"];
        EdgeProcess.Run(folder.Path, other).ShouldRefuse(3, "cut.edgecodes.partial: the journal of another recording (model ");
        EdgeProcess.Run(folder.Path, "codes", recorded.Model, "--device", "host", "--out", "cut.edgecodes")
            .ShouldRefuse(3, $"the journal of another recording (device {recorded.Port}, now host)");

        EdgeProcess resumed = EdgeProcess.Run(folder.Path, [.. recorded.Command("cut.edgecodes.partial"), "--resume"]);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(recorded.Bytes, File.ReadAllBytes(folder.File("cut.edgecodes")));

        EdgeProcess again = EdgeProcess.Run(folder.Path, [.. command, "--resume"]);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("was finished before; nothing was computed", again.Output, StringComparison.Ordinal);
        EdgeProcess.Run(folder.Path, [.. other]).ShouldRefuse(3, "a finished recording of something else (model ");
        EdgeProcess.Run(folder.Path, [.. recorded.Command("new.edgecodes"), "--resume"]).ShouldRefuse(2, "leave --resume out to begin");
    }

    [LinuxFact]
    public void PlainCommand_AfterABreak_GoesOn()
    {
        using TemporaryFolder folder = new();
        using LinkedEmulator emulator = LinkedEmulator.Start(recorded.Port);
        using (RunningEdge edge = RunningEdge.Start(folder.Path, recorded.Command("cut.edgecodes")))
        {
            WaitForRows(folder.File("cut.edgecodes.partial"), edge);
        }

        Assert.True(File.Exists(folder.File("cut.edgecodes.partial")));
        EdgeProcess rest = EdgeProcess.Run(folder.Path, recorded.Command("cut.edgecodes"));
        Assert.True(rest.ExitCode == 0, rest.Error);
        Assert.Equal(recorded.Bytes, File.ReadAllBytes(folder.File("cut.edgecodes")));
    }

    /// <summary>What the line about trouble says was lost, in seconds.</summary>
    private static double SecondsLost(string output)
    {
        Match lost = Regex.Match(output, @"the line lost something and it was asked for again: .*, (\d+\.\d) s lost");
        Assert.True(lost.Success, output);
        return double.Parse(lost.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static void RefuseUnfinished(string folder)
    {
        foreach (string name in (string[])["cut.edgecodes.partial", "cut.edgecodes"])
        {
            EdgeProcess.Run(folder, "mi", name).ShouldRefuse(3, "cut.edgecodes.partial: an unfinished recording (");
            EdgeProcess.Run(folder, "compare", name, name).ShouldRefuse(3, "of 4096 rows of szt, computed by ");
        }

        File.WriteAllBytes(Path.Combine(folder, "torn.edgecodes.partial"), [1, 2, 3]);
        EdgeProcess.Run(folder, "mi", "torn.edgecodes.partial").ShouldRefuse(3, "torn.edgecodes.partial: an unfinished recording (its header is damaged)");
    }

    /// <summary>Waits until the first block of rows stands in the journal.</summary>
    private void WaitForRows(string journal, RunningEdge edge)
    {
        using FileSystemWatcher watcher = new(Path.GetDirectoryName(journal)!) { NotifyFilter = NotifyFilters.Size | NotifyFilters.FileName };
        using AutoResetEvent changed = new(false);
        watcher.Changed += (_, _) => changed.Set();
        watcher.EnableRaisingEvents = true;
        FileInfo file = new(journal);
        while (!file.Exists || file.Length < recorded.BytesPerBlock)
        {
            Assert.False(edge.HasEnded, "it ended before a block was recorded");
            changed.WaitOne(20);
            file.Refresh();
        }
    }

    /// <summary>An undisturbed recording, and a model whose rows take the emulator long enough to be interrupted.</summary>
    public sealed class Recorded : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Recorded()
        {
            SztModel.Write(folder.Path, "model.edge", 400);
            SztModel.Write(folder.Path, "other.edge", 401);
            if (OperatingSystem.IsLinux())
            {
                using LinkedEmulator emulator = LinkedEmulator.Start(Port);
                EdgeProcess whole = EdgeProcess.Run(folder.Path, Command("whole.edgecodes"));
                Assert.True(whole.ExitCode == 0, whole.Error);
                Bytes = File.ReadAllBytes(folder.File("whole.edgecodes"));
            }
        }

        public string Model => folder.File("model.edge");

        public string OtherModel => folder.File("other.edge");

        public string Port => folder.File("port");

        public byte[] Bytes { get; } = [];

        /// <summary>A block is a quarter of the rows; the rest of the file is a header of a few kilobytes.</summary>
        public int BytesPerBlock => Bytes.Length / 4;

        public string[] Command(string output) => ["codes", Model, "--data", "szt", "--device", Port, "--out", output];

        public void Dispose() => folder.Dispose();
    }
}
