using System.Globalization;

namespace Edge.Reports.Csv;

/// <summary>The fields of one line of a table, read as numbers with messages that name file, line and column.</summary>
internal sealed class CsvRecord
{
    private readonly string source;
    private readonly int line;
    private readonly IReadOnlyList<string> columns;
    private readonly string[] fields;

    /// <summary>Makes a record.</summary>
    /// <param name="source">Name of the file.</param>
    /// <param name="line">Line, from 1.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="fields">The fields.</param>
    public CsvRecord(string source, int line, IReadOnlyList<string> columns, string[] fields)
    {
        (this.source, this.line, this.columns, this.fields) = (source, line, columns, fields);
    }

    /// <summary>Text that is not empty.</summary>
    /// <param name="column">Index of the column.</param>
    /// <returns>The text.</returns>
    public string Text(int column) => fields[column].Length > 0 ? fields[column] : throw Bad(column, "a name");

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    /// <param name="column">Index of the column.</param>
    /// <param name="least">The least allowed.</param>
    /// <returns>The number.</returns>
    public int Int(int column, int least)
    {
        bool valid = int.TryParse(fields[column], NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least;
        return valid ? value : throw Bad(column, $"a whole number from {least} to {int.MaxValue}");
    }

    /// <summary>A 64-bit whole number of at least 0.</summary>
    /// <param name="column">Index of the column.</param>
    /// <returns>The number.</returns>
    public long Long(int column)
    {
        bool valid = long.TryParse(fields[column], NumberStyles.None, CultureInfo.InvariantCulture, out long value);
        return valid ? value : throw Bad(column, "a whole number of at least 0");
    }

    /// <summary>A finite number.</summary>
    /// <param name="column">Index of the column.</param>
    /// <returns>The number.</returns>
    public double Finite(int column)
    {
        double value = Number(column, "a finite number");
        return double.IsFinite(value) ? value : throw Bad(column, "a finite number");
    }

    /// <summary>A number, or <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    /// <param name="column">Index of the column.</param>
    /// <returns>The number.</returns>
    public double Any(int column) => Number(column, "a number");

    /// <summary>A fraction from 0 to 1.</summary>
    /// <param name="column">Index of the column.</param>
    /// <returns>The fraction.</returns>
    public double Fraction(int column)
    {
        double value = Number(column, "a fraction from 0 to 1");
        return value is >= 0 and <= 1 ? value : throw Bad(column, "a fraction from 0 to 1");
    }

    /// <summary>A fraction from 0 to 1, or nothing.</summary>
    /// <param name="column">Index of the column.</param>
    /// <returns>The fraction; null for an empty field.</returns>
    public double? FractionOrNone(int column) => fields[column].Length == 0 ? null : Fraction(column);

    /// <summary><c>true</c> or <c>false</c>.</summary>
    /// <param name="column">Index of the column.</param>
    /// <returns>The truth value.</returns>
    public bool Truth(int column) => fields[column] switch
    {
        "true" => true,
        "false" => false,
        _ => throw Bad(column, "true or false"),
    };

    private double Number(int column, string expected) =>
        double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw Bad(column, expected);

    private CsvTableException Bad(int column, string expected)
    {
        string found = new(fields[column].Take(40).Select(c => char.IsControl(c) ? ' ' : c).ToArray());
        return new CsvTableException($"{source} line {line}, column {columns[column]}: '{found}' is not {expected}.", line);
    }
}
