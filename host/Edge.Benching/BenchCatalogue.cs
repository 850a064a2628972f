using Edge.Benching.Benches;
using Edge.Training.Engines;

namespace Edge.Benching;

/// <summary>The benches by name, in the order in which they run.</summary>
public static class BenchCatalogue
{
    private static readonly (string Name, Action<BenchRun> Run)[] Benches =
    [
        ("step", StepBench.Run),
        ("epoch", EpochBench.Run),
        ("large", LargeLayerBench.Run),
        ("narrow", NarrowLayerBench.Run),
        ("emulator", EmulatorBench.Run),
        ("experiment", ExperimentBench.Run),
        ("growth", GrowthBench.Run),
    ];

    /// <summary>Names of the benches.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Benches.Select(bench => bench.Name)];

    /// <summary>Runs benches, on one thread except for whole experiments.</summary>
    /// <param name="names">Which; none: all. Names that are not in <see cref="Names"/> are passed over.</param>
    /// <param name="quick">True for fewer repetitions and smaller experiments.</param>
    /// <param name="begun">Told the name of each bench that begins.</param>
    /// <param name="cancellation">Ends it between two measurements.</param>
    /// <exception cref="Edge.Devices.DeviceException">The emulator does not run.</exception>
    public static BenchReport Run(IReadOnlyCollection<string> names, bool quick, Action<string> begun, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(begun);
        BenchRun run = new(quick, cancellation);
        foreach ((string name, Action<BenchRun> bench) in Benches.Where(bench => names.Count == 0 || names.Contains(bench.Name)))
        {
            begun(name);
            bench(run.Begin(name));
        }

        return run.Report;
    }

    /// <summary>Puts engines beside the fused trainer: time of a step, and agreement of losses.</summary>
    /// <param name="engines">The engines, except the fused trainer, which computes on one thread.</param>
    /// <param name="quick">True for fewer steps and smaller batches only.</param>
    /// <param name="cancellation">Ends it between two measurements.</param>
    public static BenchReport Compare(IReadOnlyList<ITrainingEngine> engines, bool quick, CancellationToken cancellation)
    {
        BenchRun run = new(quick, cancellation);
        EngineBench.Run(run, engines);
        return run.Report;
    }
}
