using Edge.Files;

namespace Edge.Experiments.Runs;

/// <summary>Writes files of a run folder, whole or not at all; what goes wrong is told as the folder's own exception.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file, replacing what was there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="RunFolderException">The file can't be written; what was there is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            AtomicFile.Write(path, write);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{path} can't be written: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    /// <summary>Writes bytes.</summary>
    public static void Write(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));
}
