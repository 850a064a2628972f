namespace Edge.Reports;

/// <summary>Everything the page shows. All text may hold any characters.</summary>
/// <param name="Title">Title of the page.</param>
/// <param name="Run">What was run, in the order shown: command, seed, settings, versions, ...</param>
/// <param name="Verdicts">Comparisons of devices; empty where only one device ran.</param>
/// <param name="Networks">The networks, in the order shown.</param>
public sealed record ReportContent(
    string Title,
    IReadOnlyList<KeyValuePair<string, string>> Run,
    IReadOnlyList<Verdict> Verdicts,
    IReadOnlyList<NetworkReport> Networks);
