using System.Diagnostics;

namespace Edge.Cli.Tests;

/// <summary>Runs the built program as a user does: a process of its own, its exit code and everything it printed.</summary>
internal sealed record EdgeProcess(int ExitCode, string Output, string Error)
{
    /// <summary>Runs to the end in a folder.</summary>
    public static EdgeProcess Run(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "edge.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new EdgeProcess(process.ExitCode, output, error.Result);
    }

    /// <summary>The lines of standard output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The process failed as users' mistakes do: that exit code, one line that says it, and no stack trace.</summary>
    public void ShouldRefuse(int exitCode, string part)
    {
        Assert.Equal(exitCode, ExitCode);
        Assert.Contains(part, Error, StringComparison.Ordinal);
        string[] lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.StartsWith("edge: ", line, StringComparison.Ordinal));
        Assert.True(lines.Length <= 2, Error);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
    }
}
