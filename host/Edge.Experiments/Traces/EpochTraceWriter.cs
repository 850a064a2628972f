using Edge.Experiments.Runs;
using Edge.Files;

namespace Edge.Experiments.Traces;

/// <summary>
/// Appends measured epochs to a run's trace. Records are collected and handed over some hundred at a time; what a kill loses is computed
/// again from the trainer's state, to the same bytes.
/// </summary>
public sealed class EpochTraceWriter : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly FileStream file;
    private byte[] buffer;
    private readonly int recordBytes;
    private int filled;

    private EpochTraceWriter(FileStream file, int recordBytes, int count)
    {
        this.file = file;
        this.recordBytes = recordBytes;
        buffer = new byte[Math.Max(BufferBytes, recordBytes)];
        Count = count;
    }

    /// <summary>Records appended, those of earlier commands included.</summary>
    public int Count { get; private set; }

    /// <summary>Opens a trace to go on with it, or begins one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">What is measured. A file with another header, or without a whole one, is begun anew.</param>
    /// <param name="epochs">The epochs that are to be measured; records beyond the first that is not of its epoch are dropped.</param>
    /// <exception cref="RunFolderException">The file can't be written, or a newer version wrote it.</exception>
    public static EpochTraceWriter Open(string path, EpochTraceHeader header, ReadOnlySpan<int> epochs)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(header);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
            byte[] start = header.ToBytes();
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            EpochTrace? there = EpochTrace.Parse(path, bytes);
            int count = 0;
            if (there is not null && bytes.AsSpan().StartsWith(start))
            {
                while (count < Math.Min(there.Count, epochs.Length) && there.EpochAt(count) == epochs[count])
                {
                    count++;
                }
            }
            else
            {
                file.SetLength(0);
                file.Position = 0;
                JournalFile.Append(file, start, toDisk: false);
            }

            file.SetLength(start.Length + ((long)count * header.RecordBytes));
            file.Position = file.Length;
            return new EpochTraceWriter(file, header.RecordBytes, count);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new RunFolderException($"{path} can't be written: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Writes a whole trace at once, in place of what was there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">What was measured.</param>
    /// <param name="records">The epochs, rising.</param>
    /// <exception cref="RunFolderException">The file can't be written; what was there is untouched.</exception>
    public static void Write(string path, EpochTraceHeader header, IReadOnlyList<EpochRecord> records)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(records);
        byte[] start = header.ToBytes();
        byte[] bytes = new byte[start.Length + (records.Count * header.RecordBytes)];
        start.CopyTo(bytes, 0);
        int at = start.Length;
        foreach (EpochRecord record in records)
        {
            at = record.Write(bytes, at);
        }

        WholeFile.Write(path, bytes);
    }

    /// <summary>True to keep records in memory whatever their number, until it is known that they count.</summary>
    public bool Held { get; set; }

    /// <summary>Adds an epoch.</summary>
    /// <exception cref="RunFolderException">The file can't be written; it is as it was.</exception>
    public void Append(EpochRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (filled + recordBytes > buffer.Length)
        {
            if (Held)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
            else
            {
                Flush(toDisk: false);
            }
        }

        filled = record.Write(buffer, filled);
        Count++;
    }

    /// <summary>Hands all records over.</summary>
    /// <param name="toDisk">True to wait until the disk has them.</param>
    /// <exception cref="RunFolderException">The file can't be written.</exception>
    public void Flush(bool toDisk)
    {
        try
        {
            JournalFile.Append(file, buffer.AsSpan(0, filled), toDisk);
        }
        catch (IOException failure)
        {
            throw new RunFolderException($"{file.Name} can't be written: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }

        filled = 0;
    }

    /// <summary>Closes the file; records that were not flushed are lost.</summary>
    public void Dispose() => file.Dispose();
}
