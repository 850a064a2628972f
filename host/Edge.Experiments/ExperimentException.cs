namespace Edge.Experiments;

/// <summary>
/// Something a user gave can't be used: an unknown name, a torn or wrong file, a setting out of range. The message is one line that says
/// what is wrong, where, and what would be accepted.
/// </summary>
public abstract class ExperimentException : Exception
{
    /// <summary>Creates the exception with a one-line message.</summary>
    protected ExperimentException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a one-line message and the failure below it.</summary>
    protected ExperimentException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
