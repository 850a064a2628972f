using System.Globalization;
using System.Text;

namespace Edge.Reports;

/// <summary>Writes text files so that a reader sees the old file or the whole new one, never a part.</summary>
public static class ReportFile
{
    /// <summary>Writes UTF-8 (no byte order mark) under a temporary name in the same folder, flushes it to disk, and renames it.</summary>
    /// <param name="path">The file; one that exists is replaced. Its folder must exist.</param>
    /// <param name="text">What it shall hold.</param>
    /// <exception cref="IOException">
    /// The folder is missing or the disk is full; the old file is untouched and the temporary one removed.
    /// </exception>
    public static void Write(string path, string text)
    {
        string full = Path.GetFullPath(path);
        string temporary = string.Create(CultureInfo.InvariantCulture, $"{full}.{Environment.ProcessId}.tmp");
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
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
}
