using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Edge.Devices.OfficialRuntime;

/// <summary>
/// One run of the official runtime: it takes no input, prints, and ends, with code 0 whatever happened. Only the job's last line says that
/// all went well.
/// </summary>
internal sealed class NanoClrProcess : IDisposable
{
    private const int KeptLines = 4;
    private const int LongestLine = 1024;
    private const int EndMilliseconds = 5000;
    private readonly Process process;
    private readonly Queue<string> lastLines = new();
    private bool started;

    private NanoClrProcess(ProcessStartInfo command)
    {
        command.UseShellExecute = false;
        command.RedirectStandardInput = true;
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        process = new Process { StartInfo = command };
    }

    /// <summary>Runs a command until its output is complete.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="output">Takes the lines.</param>
    /// <param name="options">How long to wait for a row.</param>
    /// <param name="progress">Receives the rows that are there, now and then.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <exception cref="DeviceException">It cannot be started, reports an error, falls silent, or ends before its last line; the message
    /// ends with its last lines.</exception>
    public static void Run(
        ProcessStartInfo command, JobOutput output, NanoClrOptions options, Action<int> progress, CancellationToken cancellation)
    {
        using NanoClrProcess run = new(command);
        run.Launch();
        run.Read(output, options, progress, cancellation);
    }

    /// <summary>Ends the process where it still runs: after its last line there is nothing to wait for.</summary>
    public void Dispose()
    {
        if (started)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(EndMilliseconds);
        }

        process.Dispose();
    }

    private void Launch()
    {
        process.ErrorDataReceived += (_, line) => Keep(line.Data ?? string.Empty);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new DeviceException($"cannot start the official runtime ({process.StartInfo.FileName}): {OneLine.Of(e.Message)}", e);
        }

        started = true;
        process.StandardInput.Close();
        process.BeginErrorReadLine();
    }

    private void Read(JobOutput output, NanoClrOptions options, Action<int> progress, CancellationToken cancellation)
    {
        char[] chunk = new char[4096];
        StringBuilder line = new();
        Stopwatch silence = Stopwatch.StartNew();
        while (!output.Complete)
        {
            int patience = output.RowsThere == 0 ? options.StartMilliseconds : options.RowMilliseconds;
            int left = (int)Math.Max(0, patience - silence.ElapsedMilliseconds);
            Task<int> reading = process.StandardOutput.ReadAsync(chunk, 0, chunk.Length);
            if (!reading.Wait(left, cancellation))
            {
                throw new DeviceException(
                    FormattableString.Invariant($"the official runtime printed no row for {patience / 1000.0:0.#} s ")
                    + $"after {output.RowsThere} of {output.Rows} rows: " + Words());
            }

            int before = output.RowsThere;
            TakeLines(chunk.AsSpan(0, reading.Result), line, output);
            if (reading.Result == 0)
            {
                TakeLine(line, output);
                RequireComplete(output);
            }

            if (output.RowsThere != before)
            {
                silence.Restart();
                progress(output.RowsThere);
            }
        }
    }

    private void TakeLines(ReadOnlySpan<char> text, StringBuilder line, JobOutput output)
    {
        foreach (char letter in text)
        {
            if (letter == '\n')
            {
                TakeLine(line, output);
            }
            else if (line.Length < LongestLine)
            {
                line.Append(letter);
            }
        }
    }

    private void TakeLine(StringBuilder line, JobOutput output)
    {
        string text = line.ToString().TrimEnd('\r');
        line.Clear();
        if (!output.Take(text))
        {
            Keep(text);
        }
    }

    private void RequireComplete(JobOutput output)
    {
        if (output.Complete)
        {
            return;
        }

        bool ended = process.WaitForExit(EndMilliseconds);
        if (ended)
        {
            // Without a timeout this also waits for the last lines of standard error.
            process.WaitForExit();
        }

        string how = ended ? FormattableString.Invariant($"ended with code {process.ExitCode}") : "closed its output";
        throw new DeviceException(
            $"the official runtime {how} after {output.RowsThere} of {output.Rows} rows, without its last line: " + Words());
    }

    private string Words()
    {
        lock (lastLines)
        {
            return lastLines.Count == 0 ? "it said nothing else" : string.Join(" | ", lastLines);
        }
    }

    private void Keep(string line)
    {
        string text = OneLine.Of(line);
        if (text.Length == 0)
        {
            return;
        }

        lock (lastLines)
        {
            lastLines.Enqueue(text);
            while (lastLines.Count > KeptLines)
            {
                lastLines.Dequeue();
            }
        }
    }
}
