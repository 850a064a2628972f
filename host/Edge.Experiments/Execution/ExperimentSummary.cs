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
/// <param name="Last">The last checkpoint of each run on the device.</param>
public sealed record ExperimentSummary(
    bool AlreadyFinished,
    string Device,
    int Rows,
    int Layers,
    int Checkpoints,
    long Differences,
    IReadOnlyList<string> FirstDifferences,
    IReadOnlyList<CheckpointRecord> Last)
{
    /// <summary>One line: <c>host = emulator: 4096 rows x 7 layers x 40 epochs, 0 differences</c>.</summary>
    public string Line =>
        FormattableString.Invariant($"host {(Differences == 0 ? "=" : "!=")} {Device}: {Rows} rows x {Layers} layers x {Checkpoints} epochs, {Differences} differences");
}
