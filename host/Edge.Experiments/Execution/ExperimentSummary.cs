using Edge.Devices;
using Edge.Experiments.Runs;

namespace Edge.Experiments.Execution;

/// <summary>What an experiment came to.</summary>
/// <param name="AlreadyFinished">True where everything had been there before and nothing was computed.</param>
/// <param name="Device">Name of the device the host is compared with; <c>host</c> where there is none.</param>
/// <param name="Rows">Rows computed at each checkpoint.</param>
/// <param name="Layers">Recorded layers.</param>
/// <param name="Checkpoints">Checkpoints compared, over all runs.</param>
/// <param name="Differences">Codes in which the device differs from the host.</param>
/// <param name="FirstDifferences">The first of them, one line each.</param>
/// <param name="Mismatches">Folders about the rows that differ, at each run's first checkpoint with differences.</param>
/// <param name="Last">The last checkpoint of each run on the device.</param>
public sealed record ExperimentSummary(
    bool AlreadyFinished,
    string Device,
    int Rows,
    int Layers,
    int Checkpoints,
    long Differences,
    IReadOnlyList<string> FirstDifferences,
    IReadOnlyList<string> Mismatches,
    IReadOnlyList<CheckpointRecord> Last)
{
    /// <summary>Training accuracy below which a run counts as stuck (<see cref="Execution.AtChance"/>).</summary>
    public double AtChance { get; init; }

    /// <summary>Numbers of the runs whose last training accuracy is below <see cref="AtChance"/>.</summary>
    public IReadOnlyList<int> Stuck => [.. Last.Where(record => record.TrainAccuracy < AtChance).Select(record => record.Run)];

    /// <summary>Trainings given up by the restart rule, by run, in their order.</summary>
    public IReadOnlyList<RestartedRun> Restarts { get; init; } = [];

    /// <summary>
    /// One line: <c>host = emulator: 4096 rows x 7 layers x 40 epochs, 0 differences</c>, with <c>!=</c> where there are some; on the host
    /// alone <c>host: 4096 rows x 7 layers x 40 epochs, compared with no device</c>.
    /// </summary>
    public string Line
    {
        get
        {
            string extent = FormattableString.Invariant($"{Rows} rows x {Layers} layers x {Checkpoints} epochs");
            return Device == DeviceCatalog.Host
                ? $"host: {extent}, compared with no device"
                : FormattableString.Invariant($"host {(Differences == 0 ? "=" : "!=")} {Device}: {extent}, {Differences} differences");
        }
    }
}
