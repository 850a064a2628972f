using System.CommandLine;
using System.CommandLine.Invocation;
using Edge.Cli;
using Edge.Cli.Output;

ParseResult parsed = EdgeCommandLine.Create().Parse(args);
if (parsed.Action is ParseErrorAction mistake)
{
    mistake.ShowHelp = false;
    parsed.Invoke();
    Terminal.Note($"edge: see {Help(parsed)} --help");
    return ExitCode.Usage;
}

return await Guard.RunAsync(() => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));

static string Help(ParseResult parsed) =>
    parsed.CommandResult.Command is RootCommand ? "edge" : $"edge {parsed.CommandResult.Command.Name}";
