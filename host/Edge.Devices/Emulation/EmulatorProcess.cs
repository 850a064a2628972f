using System.ComponentModel;
using System.Diagnostics;

namespace Edge.Devices.Emulation;

/// <summary>
/// An emulator that this process started: it names its port on standard output, ends when its standard input closes, and what it writes to
/// standard error is kept for messages.
/// </summary>
public sealed class EmulatorProcess : IDisposable
{
    private const string PortPrefix = "port ";
    private const int KeptLines = 4;
    private const int EndMilliseconds = 5000;
    private const int ProfileMilliseconds = 60_000;
    private const int SignalDelayMilliseconds = 2000;

    /// <summary>Exit codes of a process that SIGINT or SIGTERM ended.</summary>
    private const int Interrupted = 128 + 2;
    private const int Terminated = 128 + 15;
    private readonly Process process;
    private readonly CancellationToken interruption;
    private readonly Queue<string> lastLines = new();
    private bool disposed;

    private EmulatorProcess(Process process, CancellationToken interruption)
    {
        this.process = process;
        this.interruption = interruption;
    }

    /// <summary>The port to open: a pseudo-terminal, or on Windows a named pipe.</summary>
    public string Port { get; private set; } = string.Empty;

    /// <summary>True when the process has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Waits for the end so long; true when the process has ended.</summary>
    internal bool EndsWithin(int milliseconds) => process.WaitForExit(milliseconds);

    /// <summary>What would be started, or the line that says why nothing can be.</summary>
    public static string Describe(EmulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            ProcessStartInfo command = EmulatorCommand.Of(options);
            return "the firmware in an emulator: " + string.Join(' ', command.ArgumentList.Prepend(command.FileName));
        }
        catch (DeviceException e)
        {
            return e.Message;
        }
    }

    /// <summary>Starts an emulator and waits for its port.</summary>
    /// <exception cref="DeviceException">It is not there, ends early, or names no port; the message ends with its last lines.</exception>
    public static EmulatorProcess Start(EmulatorOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Start(EmulatorCommand.Of(options), options.StartMilliseconds, cancellation);
    }

    /// <summary>Starts a command that behaves as the emulator does.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="startMilliseconds">Longest time until it names its port.</param>
    /// <param name="cancellation">Ends the wait, and the process with it; cancelled too where the user's signal ended the process later.</param>
    /// <exception cref="DeviceException">It cannot be started, ends early, or names no port.</exception>
    internal static EmulatorProcess Start(ProcessStartInfo command, int startMilliseconds, CancellationToken cancellation)
    {
        command.RedirectStandardInput = true;
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        command.UseShellExecute = false;
        EmulatorProcess emulator = new(new Process { StartInfo = command }, cancellation);
        try
        {
            emulator.Launch();
            emulator.Port = emulator.ReadPort(startMilliseconds, cancellation);
            return emulator;
        }
        catch
        {
            emulator.Dispose();
            throw;
        }
    }

    /// <summary>Presses the device's reset button: it starts anew and forgets model and inputs. The port stays.</summary>
    /// <exception cref="DeviceException">The emulator has ended.</exception>
    public void Reset()
    {
        try
        {
            process.StandardInput.WriteLine("reset");
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            throw new DeviceException(Ending());
        }
    }

    /// <summary>Asks for what an emulator started with <see cref="EmulatorOptions.CountsLayers"/> has counted so far.</summary>
    /// <returns>One line of JSON; tools/Edge.Emulator/README.md says what is in it.</returns>
    /// <exception cref="DeviceException">The emulator has ended or does not answer.</exception>
    internal string AskProfile(CancellationToken cancellation)
    {
        try
        {
            process.StandardInput.WriteLine("profile");
            process.StandardInput.Flush();
            Task<string?> reading = process.StandardOutput.ReadLineAsync(cancellation).AsTask();
            if (!reading.Wait(ProfileMilliseconds, cancellation))
            {
                throw new DeviceException("the emulator does not say what it has counted; use the emulator that belongs to this edge");
            }

            return reading.Result ?? throw new DeviceException(Ending());
        }
        catch (IOException)
        {
            throw new DeviceException(Ending());
        }
    }

    /// <summary>The operating system's number of the process.</summary>
    internal int ProcessId => process.Id;

    /// <summary>Closes the emulator's standard input; it ends soon after.</summary>
    internal void CloseInput() => process.StandardInput.Close();

    /// <summary>One line on how the process ended, with its last words; of use after its port hung up.</summary>
    /// <exception cref="OperationCanceledException">A signal ended it that this process heard too.</exception>
    public string Ending()
    {
        bool ended = process.WaitForExit(EndMilliseconds);
        if (ended)
        {
            // Without a timeout this also waits for the last lines of standard error.
            process.WaitForExit();
            if (process.ExitCode is Interrupted or Terminated)
            {
                // Ctrl-C reaches the emulator and this process alike: the emulator may have ended of it before it is known here.
                interruption.WaitHandle.WaitOne(SignalDelayMilliseconds);
                interruption.ThrowIfCancellationRequested();
            }
        }

        string words;
        lock (lastLines)
        {
            words = lastLines.Count == 0 ? "it said nothing" : string.Join(" | ", lastLines);
        }

        return ended
            ? FormattableString.Invariant($"the emulator ended with code {process.ExitCode}: {words}")
            : $"the emulator closed its port but still runs: {words}";
    }

    /// <summary>Closes the emulator's standard input, which ends it; one that does not end within five seconds is killed.</summary>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        if (IsStarted())
        {
            try
            {
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended by itself before it read everything.
            }

            if (!process.WaitForExit(EndMilliseconds))
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }
        }

        process.Dispose();
    }

    private bool IsStarted()
    {
        try
        {
            return process.Id > 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Launch()
    {
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new DeviceException($"cannot start the emulator ({process.StartInfo.FileName}): {OneLine.Of(e.Message)}", e);
        }

        process.BeginErrorReadLine();
    }

    private string ReadPort(int milliseconds, CancellationToken cancellation)
    {
        Task<string?> reading = process.StandardOutput.ReadLineAsync(cancellation).AsTask();
        try
        {
            if (!reading.Wait(milliseconds, cancellation))
            {
                throw new DeviceException(
                    FormattableString.Invariant($"the emulator named no port within {milliseconds / 1000.0:0.#} s; ")
                    + "the machine may be overloaded, try again");
            }
        }
        catch (AggregateException e) when (e.InnerException is OperationCanceledException)
        {
            throw new OperationCanceledException(cancellation);
        }

        string? line = reading.Result;
        if (line is null)
        {
            throw new DeviceException(Ending());
        }

        return line.StartsWith(PortPrefix, StringComparison.Ordinal)
            ? line[PortPrefix.Length..].Trim()
            : throw new DeviceException($"the emulator said \"{OneLine.Of(line)}\" where it names its port; "
                + "use the emulator that belongs to this edge");
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (lastLines)
        {
            lastLines.Enqueue(OneLine.Of(line));
            while (lastLines.Count > KeptLines)
            {
                lastLines.Dequeue();
            }
        }
    }
}
