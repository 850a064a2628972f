namespace Edge.Experiments.Mismatches;

/// <summary>A mismatch bundle can't be read: a file of it is missing, altered or of another bundle. One line.</summary>
public sealed class MismatchException : ExperimentException
{
    /// <summary>Creates the exception with a one-line message.</summary>
    public MismatchException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a one-line message and the failure below it.</summary>
    public MismatchException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
