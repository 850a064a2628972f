namespace Edge.Cli.Tests;

public sealed class CtrlCTests : IDisposable
{
    private static readonly string[] Long =
        ["train", "raj-szt", "--runs", "1", "--epochs", "1000000", "--checkpoints", "log:200", "--device", "emulator", "--out", "run"];

    private readonly string folder = Directory.CreateTempSubdirectory("edge-ctrl-c-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableTheory]
    [InlineData(MarkedProcess.Interrupt, true)]
    [InlineData(MarkedProcess.Interrupt, false)]
    [InlineData(MarkedProcess.Terminate, true)]
    [InlineData(MarkedProcess.Terminate, false)]
    public void Signal_KeepsStateAndSaysSoInOneLine(int signal, bool toGroup)
    {
        using MarkedProcess process = StartLong();
        if (toGroup)
        {
            process.SendToGroup(signal);
        }
        else
        {
            process.Send(signal);
        }

        EdgeProcess result = process.Result();
        result.ShouldRefuse(5, "edge: stopped; what was finished is kept, and the same command goes on from there");
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(File.Exists(Path.Combine(folder, "run", "state", "run0.state")));
        Assert.Empty(Directory.GetFiles(folder, "*.tmp", SearchOption.AllDirectories));
    }

    [SkippableFact]
    public void SecondCtrlC_EndsAtOnce()
    {
        using MarkedProcess process = StartLong();

        // A stopped emulator keeps the program waiting for its end.
        int emulator = Assert.Single(process.Emulators());
        MarkedProcess.Send(emulator, MarkedProcess.Stop);
        process.Send(MarkedProcess.Interrupt);
        process.WaitUntil(() => File.Exists(Path.Combine(folder, "run", "state", "run0.state")));
        process.Send(MarkedProcess.Interrupt);
        Assert.True(process.EndsWithin(TimeSpan.FromMinutes(1)));
        Assert.Equal([emulator], process.Emulators());
        MarkedProcess.Send(emulator, MarkedProcess.Kill);
        process.Result().ShouldRefuse(5, "edge: ended at once");
    }

    [SkippableFact]
    public void KilledProgram_LeavesNoEmulator()
    {
        using MarkedProcess process = StartLong();
        Assert.Single(process.Emulators());
        process.Send(MarkedProcess.Kill);
        Assert.Equal(MarkedProcess.EndedBy + MarkedProcess.Kill, process.Result().ExitCode);
        Assert.Empty(process.Emulators());
    }

    [SkippableFact]
    public void SecondProcessInTheFolder_IsRefusedByName()
    {
        using MarkedProcess process = StartLong();
        EdgeProcess.Run(folder, Long).ShouldRefuse(3, Path.Combine("run", "run.lock"));
        process.Send(MarkedProcess.Interrupt);
        Assert.Equal(5, process.Result().ExitCode);
    }

    private MarkedProcess StartLong()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "signals and /proc of Linux");
        MarkedProcess process = MarkedProcess.Start(folder, Long);
        string journal = Path.Combine(folder, "run", "journal", "run0-emulator.jsonl");
        process.WaitUntil(() => File.Exists(journal) && new FileInfo(journal).Length > 0);
        return process;
    }
}
