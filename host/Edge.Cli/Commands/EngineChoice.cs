using System.CommandLine;
using Edge.Names;
using Edge.Training.Engines;
using Edge.Training.Torch;

namespace Edge.Cli.Commands;

/// <summary>The option that says what computes the steps of training.</summary>
internal sealed class EngineChoice
{
    private readonly Option<string> engine = new("--engine")
    {
        Description = "What trains: fused (this program's kernels), torch or torch-cuda (TorchSharp, on the processor or the first CUDA device)",
        DefaultValueFactory = _ => FusedEngine.Instance.Name,
    };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(engine);

    /// <summary>The engine chosen.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="trainings">Trainings that go side by side; TorchSharp shares the processors among them.</param>
    /// <exception cref="UsageException">There is no such engine.</exception>
    /// <exception cref="TorchEngineException">This program was built without it, or it can't be loaded.</exception>
    public ITrainingEngine Open(ParseResult result, int trainings) =>
        Open(result.GetRequiredValue(engine), Math.Max(1, Environment.ProcessorCount / trainings));

    /// <summary>An engine by its name.</summary>
    /// <param name="name">Name.</param>
    /// <param name="threads">Threads of one operation of TorchSharp on the processor.</param>
    /// <exception cref="UsageException">There is no such engine.</exception>
    /// <exception cref="TorchEngineException">This program was built without it, or it can't be loaded.</exception>
    public static ITrainingEngine Open(string name, int threads)
    {
        if (name == FusedEngine.Instance.Name)
        {
            return FusedEngine.Instance;
        }

        TorchDevice[] devices = Enum.GetValues<TorchDevice>();
        foreach (TorchDevice device in devices.Where(device => TorchEngines.NameOf(device) == name))
        {
            return TorchEngines.Create(device, threads);
        }

        string[] names = [FusedEngine.Instance.Name, .. devices.Select(TorchEngines.NameOf)];
        throw new UsageException($"unknown engine '{name}'{NearestName.Suggestion(name, names)}");
    }
}
