using System.CommandLine;
using Edge.Benching;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Names;

namespace Edge.Cli.Commands;

/// <summary><c>edge bench</c>: how fast this machine is, each number beside a reference on the same machine.</summary>
internal static class BenchCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var names = new Argument<string[]>("bench")
        {
            Description = $"Which: {string.Join(", ", BenchCatalogue.Names)}; left out: all",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var quick = new Option<bool>("--quick") { Description = "Fewer repetitions and smaller experiments: seconds instead of half a minute" };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "bench",
            "Measure training, inference, information, layers, emulator and whole experiments on this machine, beside references",
            "edge bench",
            "edge bench --quick --json",
            "edge bench large narrow")
        {
            names,
            quick,
            json,
        };
        command.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                string[] wanted = result.GetValue(names) ?? [];
                foreach (string name in wanted.Where(name => !BenchCatalogue.Names.Contains(name)))
                {
                    throw new UsageException($"unknown bench '{name}'{NearestName.Suggestion(name, BenchCatalogue.Names)}");
                }

                bool onlyJson = result.GetValue(json);
                BenchReport report = BenchCatalogue.Run(wanted, result.GetValue(quick), name => Terminal.Note($"edge: bench {name} ..."), cancellation);
                BenchText.Write(report, onlyJson);
                return ExitCode.Fine;
            },
            CancellationToken.None));
        return command;
    }
}
