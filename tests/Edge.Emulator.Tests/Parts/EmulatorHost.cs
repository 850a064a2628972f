using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Edge.Emulator.Tests.Parts;

/// <summary>A real emulator process, as a host starts it.</summary>
public sealed class EmulatorHost : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly Task<string> errors;
    private readonly BlockingCollection<string> errorLines = [];

    private EmulatorHost(Process process)
    {
        this.process = process;
        errors = Task.Factory.StartNew(ReadErrors, TaskCreationOptions.LongRunning);
    }

    /// <summary>The pseudo-terminal of a started emulator.</summary>
    public string PortPath { get; private set; } = "";

    public int ProcessId => process.Id;

    /// <summary>Starts an emulator and waits until its device listens.</summary>
    public static EmulatorHost Start(params string[] arguments)
    {
        EmulatorHost host = Launch(arguments);
        string? line = host.process.StandardOutput.ReadLine();
        if (line is null || !line.StartsWith("port ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"the emulator said '{line}' and exited with {host.WaitForExit()}: {host.Errors()}");
        }

        host.PortPath = line["port ".Length..];
        return host;
    }

    /// <summary>Starts an emulator and does not wait.</summary>
    public static EmulatorHost Launch(params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Edge.Emulator.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new EmulatorHost(Process.Start(start)!);
    }

    /// <summary>Memory that the process holds, in bytes.</summary>
    public long MemoryBytes()
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    /// <summary>Presses the reset button.</summary>
    public void Reset()
    {
        process.StandardInput.WriteLine("reset");
        process.StandardInput.Flush();
    }

    public void Command(string word)
    {
        process.StandardInput.WriteLine(word);
        process.StandardInput.Flush();
    }

    public void CloseInput() => process.StandardInput.Close();

    public int WaitForExit() => process.WaitForExit(Patience)
        ? process.ExitCode
        : throw new TimeoutException("the emulator did not end");

    /// <summary>All that an ended emulator wrote on standard error.</summary>
    public string Errors() => errors.Result;

    /// <summary>The next line on standard error that contains a text.</summary>
    public string ErrorLine(string part)
    {
        while (errorLines.TryTake(out string? line, Patience))
        {
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new TimeoutException($"the emulator did not write '{part}'");
    }

    /// <summary>The next line on standard output.</summary>
    public string OutputLine() => process.StandardOutput.ReadLineAsync().WaitAsync(Patience).GetAwaiter().GetResult()
        ?? throw new InvalidOperationException("the emulator has ended");

    /// <summary>All that is left on standard output of an ended emulator.</summary>
    public string Output() => process.StandardOutput.ReadToEnd();

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
            }
        }

        process.Dispose();
    }

    private string ReadErrors()
    {
        StringBuilder all = new();
        while (process.StandardError.ReadLine() is { } line)
        {
            all.Append(line).Append('\n');
            errorLines.Add(line);
        }

        return all.ToString();
    }
}
