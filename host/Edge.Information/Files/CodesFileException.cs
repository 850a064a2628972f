namespace Edge.Information.Files;

/// <summary>A file of codes cannot be used. The message is one line that says what, where and what to do.</summary>
public sealed class CodesFileException : FormatException
{
    /// <summary>Says why a file cannot be used.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">What is wrong and what to do, without line breaks.</param>
    /// <param name="inner">What was thrown, or null.</param>
    public CodesFileException(string path, string reason, Exception? inner = null)
        : base($"{path}: {reason}".ReplaceLineEndings(" "), inner)
    {
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }
}
