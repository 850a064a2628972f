namespace Edge.Experiments.Data;

/// <summary>A data set that is unknown, torn or not what it should be; one line with file, row and column where there are such.</summary>
public sealed class DataSetException : ExperimentException
{
    /// <summary>Creates the exception with a one-line message.</summary>
    public DataSetException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a one-line message and the failure below it.</summary>
    public DataSetException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
