namespace Edge.NanoProfile.Checker;

/// <summary>What was given cannot be checked; the message says what, where and what to do.</summary>
/// <param name="path">The file or folder that it is about.</param>
/// <param name="message">One line.</param>
public sealed class CheckerException(string path, string message) : Exception(message)
{
    /// <summary>The file or folder that it is about.</summary>
    public string Path { get; } = path;
}
