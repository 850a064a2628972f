using System.Text;

namespace Edge.Files;

/// <summary>Files that are either wholly there or not there at all: every file the host writes is written through here.</summary>
public static class AtomicFile
{
    /// <summary>End of a temporary name; such files are leftovers of a killed process and are never read.</summary>
    public const string TemporaryExtension = ".tmp";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes under a temporary name in the same folder, flushes to the disk and renames, replacing what was there.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full, the folder is missing or the path is a device; a file that was there is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder can't be written; a file that was there is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        RequireFile(path);
        string temporary = path + TemporaryExtension;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure)
        {
            DeleteQuietly(temporary);
            if (FileSizeLimit.IsReached(failure))
            {
                throw FileSizeLimit.Told(path, failure);
            }

            throw;
        }
    }

    /// <summary>Writes bytes, whole or not at all.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})" path="/exception"/>
    public static void WriteBytes(string path, ReadOnlyMemory<byte> bytes) => Write(path, stream => stream.Write(bytes.Span));

    /// <summary>Writes text as UTF-8 without a byte order mark, whole or not at all.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})" path="/exception"/>
    public static void WriteText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        WriteBytes(path, Utf8.GetBytes(text));
    }

    // Renaming onto a device such as /dev/null would take the device away from everybody.
    private static void RequireFile(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) == "/dev" && File.Exists(path))
        {
            throw new IOException($"'{path}' is a device; name a file to write");
        }
    }

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
