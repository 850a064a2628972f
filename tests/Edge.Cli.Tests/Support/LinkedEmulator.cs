using System.Diagnostics;

namespace Edge.Cli.Tests.Support;

/// <summary>The real emulator behind a name that stays the same when it is started again, as a board's does that is plugged in again.</summary>
internal sealed class LinkedEmulator : IDisposable
{
    private readonly Process process;
    private readonly string link;

    private LinkedEmulator(Process process, string link)
    {
        this.process = process;
        this.link = link;
    }

    /// <summary>Starts one and waits until it listens.</summary>
    public static LinkedEmulator Start(string link)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "emulator", "Edge.Emulator.dll"));
        start.ArgumentList.Add("--board");
        start.ArgumentList.Add("esp32-psram");
        start.ArgumentList.Add("--link");
        start.ArgumentList.Add(link);
        Process process = Process.Start(start)!;
        string? line = process.StandardOutput.ReadLine();
        Assert.StartsWith("port ", line, StringComparison.Ordinal);
        return new LinkedEmulator(process, link);
    }

    /// <summary>Presses the reset button: model and inputs are forgotten.</summary>
    public void Reset() => process.StandardInput.WriteLine("reset");

    /// <summary>Pulls the cable: the process is gone at once, its terminal and its name with it.</summary>
    public void Kill()
    {
        // As udev does; a link that stayed would soon lead to another test's terminal, whose numbers are given out anew.
        File.Delete(link);
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }
}
