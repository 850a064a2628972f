namespace Edge.Information.Files;

/// <summary>Files that are either wholly there or not there at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes under a temporary name in the same folder, flushes to the disk and renames, replacing what was there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full or the folder can't be written; the file that was there is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var full = Path.GetFullPath(path);
        var temporary = $"{full}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CodesFileException">It is larger than an array can be.</exception>
    /// <exception cref="IOException">It does not exist or can't be read.</exception>
    public static byte[] Read(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > Array.MaxLength)
        {
            throw new CodesFileException(path, $"{length} bytes, where at most {Array.MaxLength} can be read; record fewer rows per file.");
        }

        return File.ReadAllBytes(path);
    }
}
