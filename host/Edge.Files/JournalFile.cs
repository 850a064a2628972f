namespace Edge.Files;

/// <summary>Appends to files that only grow, each piece wholly or not at all as far as the disk allows.</summary>
public static class JournalFile
{
    /// <summary>Writes at the file's end. On failure the file is cut back to what it was, so that the next piece follows a whole one.</summary>
    /// <param name="file">The file, unbuffered, its position at its end.</param>
    /// <param name="bytes">The piece.</param>
    /// <param name="toDisk">True to wait until the disk has it; else the operating system has it.</param>
    /// <exception cref="IOException">The disk is full, or the file may not grow that far; the message names the file.</exception>
    public static void Append(FileStream file, ReadOnlySpan<byte> bytes, bool toDisk)
    {
        ArgumentNullException.ThrowIfNull(file);
        long before = file.Position;
        try
        {
            file.Write(bytes);
            file.Flush(toDisk);
        }
        catch (Exception failure) when (failure is IOException || FileSizeLimit.IsReached(failure))
        {
            CutBack(file, before);
            if (failure is IOException)
            {
                throw;
            }

            throw FileSizeLimit.Told(file.Name, failure);
        }
    }

    private static void CutBack(FileStream file, long length)
    {
        try
        {
            file.SetLength(length);
            file.Position = length;
        }
        catch (IOException)
        {
            // The torn end stays; whoever reads the journal drops it. The first failure is the one to report.
        }
    }
}
