using System.CommandLine;
using Edge.Cli;
using Edge.Cli.Output;

RootCommand root = EdgeCommandLine.Create();
if (args.Length == 0)
{
    await root.Parse("--help").InvokeAsync();
    return ExitCode.Usage;
}

ParseResult parsed = root.Parse(args);
IReadOnlyList<string> errors = UsageErrors.Of(parsed);
if (errors.Count > 0)
{
    foreach (string error in errors)
    {
        Terminal.Note("edge: " + error);
    }

    Terminal.Note($"edge: see {UsageErrors.Typed(parsed)} --help");
    return ExitCode.Usage;
}

// Ctrl-C lets a command finish the block it is at; a second or two is not enough for that on a busy machine.
InvocationConfiguration configuration = new()
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
};
return await Guard.RunAsync(() => parsed.InvokeAsync(configuration));
