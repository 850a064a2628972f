namespace Edge.Cli.Output;

/// <summary>Plain columns of text for standard output: the same bytes in a terminal, a pipe and a log.</summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> rows = [header];

    /// <summary>Adds a row with one cell per column.</summary>
    public void Add(params string[] cells)
    {
        if (cells.Length != header.Length)
        {
            throw new ArgumentException($"{cells.Length} cells for {header.Length} columns.", nameof(cells));
        }

        rows.Add(cells);
    }

    /// <summary>Writes the table; columns whose cells are all numbers stand to the right.</summary>
    public void Write()
    {
        int[] widths = [.. Enumerable.Range(0, header.Length).Select(c => rows.Max(row => row[c].Length))];
        bool[] numeric = [.. Enumerable.Range(0, header.Length).Select(IsNumeric)];
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, c) => numeric[c] ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c]));
            Terminal.Line(string.Join("  ", cells).TrimEnd());
        }
    }

    private bool IsNumeric(int column) =>
        rows.Count > 1 && rows.Skip(1).All(row => row[column].Length == 0 || char.IsAsciiDigit(row[column][0]) || row[column][0] == '-');
}
