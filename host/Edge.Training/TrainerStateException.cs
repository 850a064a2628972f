namespace Edge.Training;

/// <summary>A saved trainer state that cannot be used. The message says what is wrong in one line.</summary>
public sealed class TrainerStateException : Exception
{
    /// <summary>States what is wrong.</summary>
    public TrainerStateException(string message)
        : base(message)
    {
    }
}
