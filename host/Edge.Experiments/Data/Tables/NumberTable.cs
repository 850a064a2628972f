namespace Edge.Experiments.Data.Tables;

/// <summary>A table of numbers with a label for each row, as a file holds it: not yet codes.</summary>
/// <param name="File">Path of the file, for messages.</param>
/// <param name="Columns">Names of the input columns.</param>
/// <param name="Values">Finite numbers, [rows * columns].</param>
/// <param name="Labels">Label of each row, as text.</param>
/// <param name="LabelPlace">Where the labels stand, for messages: <c>column 5 (species)</c>.</param>
/// <param name="Place">Where a value stands, by row and input column from 0, for messages: <c>row 3, column 2 (x1)</c>.</param>
internal sealed record NumberTable(
    string File,
    IReadOnlyList<string> Columns,
    NumberList Values,
    IReadOnlyList<string> Labels,
    string LabelPlace,
    Func<int, int, string> Place);
