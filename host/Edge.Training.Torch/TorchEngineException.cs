namespace Edge.Training.Torch;

/// <summary>The TorchSharp engine can't be had as things are; the message is one line that says what to do.</summary>
public sealed class TorchEngineException : Exception
{
    /// <summary>A line, and what it follows from.</summary>
    public TorchEngineException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
