namespace Edge.Reports;

/// <summary>The data given for a figure or page cannot be drawn; the message says in one line what is wrong and what to do.</summary>
public sealed class ReportDataException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line: what, where, what to do.</param>
    public ReportDataException(string message)
        : base(message)
    {
    }
}
