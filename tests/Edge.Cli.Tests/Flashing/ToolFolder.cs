using System.Diagnostics;
using Edge.Testing;

namespace Edge.Cli.Tests.Flashing;

/// <summary>A folder of programs that is first on the path, with stand-ins for nanoFramework's tools; nothing else finds the real ones.</summary>
internal sealed class ToolFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>The folder, where the program under test is run too.</summary>
    public string Path => folder.Path;

    /// <summary>The command lines that the stand-in was given but for those that ask for its version.</summary>
    public string[] Calls => File.Exists(folder.File("calls")) ? File.ReadAllLines(folder.File("calls")) : [];

    private string SearchPath => string.Join(
        System.IO.Path.PathSeparator,
        Environment.GetEnvironmentVariable("PATH")!.Split(System.IO.Path.PathSeparator)
            .Where(part => !File.Exists(System.IO.Path.Combine(part, "nanoff")) && !File.Exists(System.IO.Path.Combine(part, "nanoclr")))
            .Prepend(folder.Path));

    /// <summary>Environment in which the program runs, as arguments of <c>env</c>.</summary>
    public string[] Variables => ["-u", "DOTNET_ROLL_FORWARD", $"PATH={SearchPath}", $"HOME={folder.Path}"];

    /// <summary>A path in the folder.</summary>
    public string PathOf(string name) => folder.File(name);

    /// <summary>Puts a nanoff there that answers <c>--version</c> and <c>--help</c> with these texts, and runs a script at anything else.</summary>
    public void PutNanoff(string version, string help, string script)
    {
        File.WriteAllText(folder.File("nanoff"), $"""
            #!/bin/sh
            case "$1" in
            --version) echo '{version}' >&2; exit 0 ;;
            --help) echo '{help}'; exit 0 ;;
            esac
            echo "$*" >> '{folder.File("calls")}'
            {script}

            """.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("a script of the shell");
        }

        File.SetUnixFileMode(folder.File("nanoff"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs the program to its end.</summary>
    public EdgeProcess Run(params string[] arguments) => RunBy([], arguments);

    /// <summary>Runs the program to its end by another one, which gets the command as its last arguments.</summary>
    public EdgeProcess RunBy(string[] before, params string[] arguments)
    {
        ProcessStartInfo start = new("env") { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string part in (string[])[.. Variables, .. before, "dotnet", System.IO.Path.Combine(AppContext.BaseDirectory, "edge.dll"), .. arguments])
        {
            start.ArgumentList.Add(part);
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new EdgeProcess(process.ExitCode, output, error.Result);
    }

    public void Dispose() => folder.Dispose();
}
