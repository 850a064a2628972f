namespace Edge.Experiments.Importing;

/// <summary>A file of weights that can't be used; one line with the file, the array and what is expected of it.</summary>
public sealed class ImportException : ExperimentException
{
    /// <summary>Creates the exception with a one-line message.</summary>
    public ImportException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a one-line message and the failure below it.</summary>
    public ImportException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
