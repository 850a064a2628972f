namespace Edge.Reports.Observations;

/// <summary>What was found.</summary>
/// <param name="Name">What was asked.</param>
/// <param name="Rule">The rule by which it was decided.</param>
/// <param name="Answer">One or two sentences with counts of runs and bits.</param>
/// <param name="Columns">Headings of the table; empty where there is none.</param>
/// <param name="Lines">Lines of the table, a cell for each heading.</param>
public sealed record Finding(
    string Name, string Rule, string Answer, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Lines);
