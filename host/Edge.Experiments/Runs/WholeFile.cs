namespace Edge.Experiments.Runs;

/// <summary>Files that are there wholly or not at all: written under a temporary name in the same folder, flushed and renamed.</summary>
internal static class WholeFile
{
    /// <summary>End of a temporary name; such files are leftovers of an interruption and are never read.</summary>
    public const string TemporaryExtension = ".tmp";

    /// <summary>Writes a file, replacing what was there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="RunFolderException">The file can't be written; what was there is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = path + TemporaryExtension;
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            DeleteQuietly(temporary);
            throw new RunFolderException($"{path} can't be written: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    /// <summary>Writes bytes.</summary>
    public static void Write(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report; a leftover temporary file harms nothing.
        }
    }
}
