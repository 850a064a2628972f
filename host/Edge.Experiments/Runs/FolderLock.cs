namespace Edge.Experiments.Runs;

/// <summary>run.lock, which one process at a time holds open while it writes into a run folder.</summary>
internal static class FolderLock
{
    private const string Name = "run.lock";

    /// <summary>Keeps other processes from writing into a folder until the result is disposed.</summary>
    /// <exception cref="RunFolderException">Another process does, or the folder can't be written.</exception>
    public static IDisposable Take(string folder)
    {
        string file = Path.Combine(folder, Name);
        try
        {
            // The file stays: deleting it would let a process that had opened it before lock what nobody else sees.
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException failure)
        {
            throw new RunFolderException(
                $"'{folder}' can't be locked; another command may be writing it, wait for it or choose another --out: "
                + failure.Message.ReplaceLineEndings(" "),
                failure);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new RunFolderException($"'{folder}' can't be written: {failure.Message}", failure);
        }
    }
}
