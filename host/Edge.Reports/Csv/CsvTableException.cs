namespace Edge.Reports.Csv;

/// <summary>A <c>plane.csv</c> or <c>metrics.csv</c> that cannot be read; the message names file, line and column.</summary>
public sealed class CsvTableException : FormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line: file, line, column, what is wrong.</param>
    /// <param name="line">Line of the record, from 1.</param>
    public CsvTableException(string message, int line)
        : base(message)
    {
        Line = line;
    }

    /// <summary>Line of the record, from 1 (the header).</summary>
    public int Line { get; }
}
