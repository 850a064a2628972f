namespace Edge.Inference;

/// <summary>Input rows that are no sound set, or do not fit a model; the message is one line.</summary>
public sealed class InputSetException : Exception
{
    /// <summary>Creates the exception with a one-line message.</summary>
    public InputSetException(string message)
        : base(message)
    {
    }
}
