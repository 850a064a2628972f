using System.ComponentModel;
using System.Diagnostics;
using Edge.Devices;

namespace Edge.Flashing.Tools;

/// <summary>Runs other programs.</summary>
internal static class Tool
{
    /// <summary>A .NET program that was built for an older runtime than the one that is here runs on that.</summary>
    private const string RollForward = "DOTNET_ROLL_FORWARD";

    private static readonly TimeSpan GraceAfterInterruption = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SignalDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs a program that prints something and ends.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="patience">Longest time to wait; then it is ended.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="DeviceException">It can't be started, or does not end.</exception>
    public static async Task<ToolOutput> AskAsync(string path, IEnumerable<string> arguments, TimeSpan patience, CancellationToken cancellation)
    {
        ProcessStartInfo start = StartInfo(path, arguments);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Start(start);
        process.StandardInput.Close();
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        waiting.CancelAfter(patience);
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(waiting.Token);
            string text = await process.StandardOutput.ReadToEndAsync(waiting.Token);
            text += await error;
            await process.WaitForExitAsync(waiting.Token);
            return new ToolOutput(process.ExitCode, text);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            throw new DeviceException($"{path} does not end within {patience.TotalSeconds:0} s; run it by hand to see what it waits for");
        }
    }

    /// <summary>Runs a program whose output the user sees as it comes.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">
    /// Ends it. In a terminal it hears of Ctrl-C itself, and is given a moment to end in order.
    /// </param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="DeviceException">It can't be started.</exception>
    public static async Task<int> RunAsync(string path, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using Process process = Start(StartInfo(path, arguments));
        try
        {
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
            {
                // Ctrl-C reaches the program and this process alike: the program may have ended of it before it is known here.
                await Task.Delay(SignalDelay, cancellation);
            }

            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            if (!process.WaitForExit(GraceAfterInterruption))
            {
                process.Kill(entireProcessTree: true);

                // Whoever is told that it was stopped may open the port at once.
                process.WaitForExit(GraceAfterInterruption);
            }

            throw;
        }
    }

    private static ProcessStartInfo StartInfo(string path, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(path, arguments);
        start.Environment.TryAdd(RollForward, "Major");
        return start;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new DeviceException($"{start.FileName} can't be started: {e.Message}; install it anew", e);
        }
    }
}
