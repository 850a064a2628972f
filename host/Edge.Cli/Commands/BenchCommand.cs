using System.CommandLine;
using Edge.Benching;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Names;
using Edge.Training.Engines;
using Edge.Training.Torch;

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
        var engine = new Option<string?>("--engine")
        {
            Description = "Instead of the benches: torch, or torch-cuda, beside the fused trainer. torch takes the first CUDA device in where there is one",
        };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "bench",
            "Measure training, inference, information, layers, emulator and whole experiments on this machine, beside references",
            "edge bench",
            "edge bench --quick --json",
            "edge bench large narrow",
            "edge bench --engine torch")
        {
            names,
            quick,
            engine,
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
                BenchReport report = result.GetValue(engine) is string chosen
                    ? BenchCatalogue.Compare(Engines(chosen, wanted), result.GetValue(quick), cancellation)
                    : BenchCatalogue.Run(wanted, result.GetValue(quick), bench => Terminal.Note($"edge: bench {bench} ..."), cancellation);
                BenchText.Write(report, onlyJson);
                return ExitCode.Fine;
            },
            CancellationToken.None));
        return command;
    }

    private static List<ITrainingEngine> Engines(string name, string[] benches)
    {
        if (benches.Length > 0)
        {
            throw new UsageException($"--engine compares engines and runs no bench; leave out {string.Join(' ', benches)}, or --engine");
        }

        ITrainingEngine chosen = EngineChoice.Open(name, Environment.ProcessorCount);
        if (chosen == FusedEngine.Instance)
        {
            throw new UsageException($"--engine {name} is what other engines are compared with; choose torch or torch-cuda");
        }

        List<ITrainingEngine> engines = [TorchEngines.Create(TorchDevice.Cpu, Environment.ProcessorCount)];
        try
        {
            engines.Add(TorchEngines.Create(TorchDevice.Cuda, Environment.ProcessorCount));
        }
        catch (TorchEngineException missing)
        {
            Terminal.Note($"edge: without torch-cuda: {missing.Message}");
        }

        Terminal.Note($"edge: fused computes on 1 thread, torch on {Environment.ProcessorCount}");
        return engines;
    }
}
