namespace Edge.Files;

/// <summary>
/// A file that may not grow further: the file system's limit, or the one a shell sets with <c>ulimit -f</c>. .NET reports this errno (EFBIG)
/// as a wrong argument and not as a failure of input or output.
/// </summary>
internal static class FileSizeLimit
{
    /// <summary>True for what .NET throws when a write meets the limit.</summary>
    public static bool IsReached(Exception failure) =>
        failure is ArgumentOutOfRangeException { ParamName: "value", Source: "System.Private.CoreLib" };

    /// <summary>The failure as what it is.</summary>
    public static IOException Told(string path, Exception failure) =>
        new($"No space left for '{path}': the system lets no file grow that large", failure);
}
