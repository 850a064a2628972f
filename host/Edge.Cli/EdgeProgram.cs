using System.CommandLine;
using System.CommandLine.Invocation;
using Edge.Cli.Output;

namespace Edge.Cli;

/// <summary>The program from its arguments to its exit code.</summary>
internal static class EdgeProgram
{
    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="interruption">Cancelled where the user stops it.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] arguments, CancellationToken interruption) =>
        Guard.RunAsync(() => InvokeAsync(arguments, interruption), interruption);

    private static async Task<int> InvokeAsync(string[] arguments, CancellationToken interruption)
    {
        RootCommand root = EdgeCommandLine.Create();
        if (arguments.Length == 0)
        {
            await root.Parse("--help").InvokeAsync(cancellationToken: interruption);
            return ExitCode.Usage;
        }

        ParseResult parsed = root.Parse(arguments);
        IReadOnlyList<string> errors = UsageErrors.Of(parsed);
        if (errors.Count > 0)
        {
            foreach (string error in errors)
            {
                Terminal.Note("edge: " + error.ReplaceLineEndings(" "));
            }

            Terminal.Note($"edge: see {UsageErrors.Typed(parsed)} --help");
            return ExitCode.Usage;
        }

        // Signals are this program's own matter (Interruption); the library would end the process before the last block is written.
        InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return parsed.Action is AsynchronousCommandLineAction
            ? await parsed.InvokeAsync(configuration, interruption)
            : await Uninterruptible(() => parsed.Invoke(configuration)).WaitAsync(interruption);
    }

    // Commands that only read, and write whole files, are left where they are when the user stops them.
    private static Task<int> Uninterruptible(Func<int> command) => Task.Run(command, CancellationToken.None);
}
