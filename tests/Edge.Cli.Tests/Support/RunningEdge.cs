using System.Diagnostics;
using System.Text;

namespace Edge.Cli.Tests.Support;

/// <summary>The built program while it runs: what it says can be waited for, and something be done then.</summary>
internal sealed class RunningEdge : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly StringBuilder error = new();

    private RunningEdge(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>True once it has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Starts it in a folder.</summary>
    public static RunningEdge Start(string folder, params string[] arguments) => new(Process.Start(StartInfo("dotnet", [], folder, arguments))!);

    /// <summary>Runs it to the end by another program, which is given the rest of the command line.</summary>
    public static EdgeProcess RunBy(string program, string[] before, string folder, params string[] arguments)
    {
        using RunningEdge edge = new(Process.Start(StartInfo(program, before, folder, arguments))!);
        return edge.Finish();
    }

    /// <summary>Reads standard error up to a line that holds the text.</summary>
    public void WaitForError(string part)
    {
        while (process.StandardError.ReadLine() is string line)
        {
            error.Append(line).Append('\n');
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"it ended without saying \"{part}\": {error}{output.Result}");
    }

    /// <summary>Waits for the end.</summary>
    public EdgeProcess Finish()
    {
        error.Append(process.StandardError.ReadToEnd());
        process.WaitForExit();
        return new EdgeProcess(process.ExitCode, output.Result, error.ToString());
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string program, string[] before, string folder, string[] arguments)
    {
        ProcessStartInfo start = new(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[.. before, Path.Combine(AppContext.BaseDirectory, "edge.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
