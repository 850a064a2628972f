using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Edge.Cli.Tests;

/// <summary>
/// The built program as a process that can be stopped: leader of its own process group, as in a terminal, and marked in its environment, so
/// that every process it started can be found after its end. Linux.
/// </summary>
internal sealed partial class MarkedProcess : IDisposable
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Stop = 19;

    /// <summary>Exit code of a process that such a signal ended.</summary>
    public const int EndedBy = 128;

    private const string Mark = "EDGE_TEST_MARK";
    private const int PatienceMilliseconds = 60_000;
    private readonly string mark = $"{Mark}={Guid.NewGuid():N}";
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private MarkedProcess(string folder, IEnumerable<string> before, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("setsid") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] dotnet = ["dotnet", Path.Combine(AppContext.BaseDirectory, "edge.dll")];

        // Where the tests run in the background, SIGINT comes ignored, and would stay so in the program.
        string[] heed = ["env", "--default-signal=INT"];
        foreach (string part in heed.Concat(before).Concat(dotnet).Concat(arguments))
        {
            start.ArgumentList.Add(part);
        }

        start.Environment[Mark] = mark[(Mark.Length + 1)..];
        process = Process.Start(start)!;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts the program in a folder.</summary>
    public static MarkedProcess Start(string folder, params string[] arguments) => new(folder, [], arguments);

    /// <summary>Starts it by another program, which gets the command as its last arguments.</summary>
    public static MarkedProcess StartBy(string[] before, string folder, params string[] arguments) => new(folder, before, arguments);

    /// <summary>Process ids of the emulators that it started and that have not ended.</summary>
    public IReadOnlyList<int> Emulators() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(entry => int.TryParse(Path.GetFileName(entry), out int id) ? id : 0)
            .Where(id => id != 0 && id != process.Id && TextOf(id, "environ").Contains(mark, StringComparison.Ordinal)
                && TextOf(id, "cmdline").Contains("Edge.Emulator", StringComparison.Ordinal)),
    ];

    /// <summary>Sends a signal to the program alone.</summary>
    public void Send(int signal) => _ = SendSignal(process.Id, signal);

    /// <summary>Sends a signal to the program and all it started, as Ctrl-C in a terminal does.</summary>
    public void SendToGroup(int signal) => _ = SendSignal(-process.Id, signal);

    /// <summary>Sends a signal to some process.</summary>
    public static void Send(int id, int signal) => _ = SendSignal(id, signal);

    /// <summary>True where it ended within that time.</summary>
    public bool EndsWithin(TimeSpan time) => process.WaitForExit(time);

    /// <summary>Waits until something holds of the running program.</summary>
    public void WaitUntil(Func<bool> holds)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.False(process.WaitForExit(5), "it ended early: " + (process.HasExited ? error.Result : ""));
            Assert.True(waited.ElapsedMilliseconds < PatienceMilliseconds, "waited in vain");
        }
    }

    /// <summary>Waits for the end and for that of every emulator it started.</summary>
    public EdgeProcess Result()
    {
        Assert.True(process.WaitForExit(PatienceMilliseconds), "it does not end");
        process.WaitForExit();
        Stopwatch waited = Stopwatch.StartNew();
        while (Emulators().Count > 0)
        {
            Assert.True(waited.ElapsedMilliseconds < PatienceMilliseconds, "an emulator lives on");
        }

        return new EdgeProcess(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Ends what is left.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static string TextOf(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int id, int signal);
}
