namespace Edge.Experiments.Runs;

/// <summary>A run folder that can't be used, was made with other settings, is in use, or is torn; one line.</summary>
public sealed class RunFolderException : ExperimentException
{
    /// <summary>Creates the exception with a one-line message.</summary>
    public RunFolderException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a one-line message and the failure below it.</summary>
    public RunFolderException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
