namespace Edge.Inference.Files;

/// <summary>A model file that cannot be read or written; the message is one line that names the file, what is wrong, and what to do.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>Creates the exception with a one-line message.</summary>
    public ModelFileException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
