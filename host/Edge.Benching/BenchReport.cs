namespace Edge.Benching;

/// <summary>All that one call of the benches found.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Results">What was measured, in the order of the benches.</param>
/// <param name="Growth">How cost grows; empty where that was not asked for.</param>
/// <param name="Engines">Engines side by side; empty where that was not asked for.</param>
/// <param name="Notes">What a reader should know, one line each.</param>
public sealed record BenchReport(
    BenchMachine Machine,
    IReadOnlyList<BenchResult> Results,
    IReadOnlyList<Growth> Growth,
    IReadOnlyList<EngineSpeed> Engines,
    IReadOnlyList<string> Notes);
