using Edge.Files;
using Edge.Information.Codes;

namespace Edge.Information.Files;

/// <summary>
/// A recording under way. Blocks of rows are appended to <c>name.edgecodes.partial</c> as they come, each checked by a hash; after an
/// interruption the same recording is opened again and goes on with the rows that are missing. <see cref="Finish"/> writes
/// <c>name.edgecodes</c> and removes the journal. The journal is held exclusively; not safe for use by several threads.
/// </summary>
public sealed class CodesRecording : IDisposable
{
    /// <summary>What a journal's name adds to the name of the file it becomes.</summary>
    public const string PartialExtension = ".partial";

    private readonly string path;
    private readonly FileStream journal;
    private readonly byte[] chain;
    private readonly byte[] codes;
    private readonly bool[] recorded;

    private CodesRecording(string path, CodesHeader header, FileStream journal)
    {
        this.path = path;
        this.journal = journal;
        Header = header;
        codes = new byte[header.Rows.Count * header.BytesPerRow];
        recorded = new bool[header.Rows.Count];
        var start = CodesJournalFormat.Start(header.ToBytes(), out chain);
        if (journal.Length == 0)
        {
            JournalFile.Append(journal, start, toDisk: true);
        }
    }

    /// <summary>What is recorded: origin, rows and shapes.</summary>
    public CodesHeader Header { get; }

    /// <summary>Number of rows recorded so far.</summary>
    public int RecordedRows { get; private set; }

    /// <summary>True when every row is recorded.</summary>
    public bool IsComplete => RecordedRows == recorded.Length;

    /// <summary>Bytes of a torn or damaged tail that were dropped when the journal was opened; their rows are recorded again.</summary>
    public long DroppedBytes { get; private set; }

    /// <summary>Begins a recording, or goes on with one whose journal is there.</summary>
    /// <param name="path">The finished file, <c>name.edgecodes</c>; the journal is <c>name.edgecodes.partial</c> beside it.</param>
    /// <param name="header">What is recorded. A journal that is there must have the very same header.</param>
    /// <exception cref="CodesFileException">The journal is of another recording, of another version, or its header is damaged; it is left as it is.</exception>
    /// <exception cref="IOException">The journal can't be opened or written, or another process holds it.</exception>
    public static CodesRecording Open(string path, CodesHeader header)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(header);
        var partial = path + PartialExtension;
        var journal = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        try
        {
            if (journal.Length > Array.MaxLength)
            {
                throw new FormatException($"{journal.Length} bytes are more than any recording has; delete it and record again");
            }

            var bytes = new byte[journal.Length];
            journal.ReadExactly(bytes);
            var torn = IsTornStart(bytes, header);
            if (torn)
            {
                journal.SetLength(0);
            }

            var recording = new CodesRecording(path, header, journal);
            recording.DroppedBytes = torn ? bytes.Length : 0;
            if (bytes.Length > 0 && !torn)
            {
                recording.Resume(bytes);
            }

            return recording;
        }
        catch (Exception e)
        {
            journal.Dispose();
            if (e is FormatException or ArgumentException)
            {
                throw new CodesFileException(partial, e.Message.TrimEnd('.') + ".", e);
            }

            throw;
        }
    }

    /// <summary>True where a row is recorded.</summary>
    /// <param name="row">Row, 0..rows - 1.</param>
    public bool IsRecorded(int row) => recorded[row];

    /// <summary>Finds the first run of rows that are missing.</summary>
    /// <param name="maximum">Most rows to return, 1 or more.</param>
    /// <param name="firstRow">First missing row.</param>
    /// <param name="count">How many follow each other, at most <paramref name="maximum"/>; 0 where none is missing.</param>
    public bool NextMissing(int maximum, out int firstRow, out int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        firstRow = Array.IndexOf(recorded, false);
        if (firstRow < 0)
        {
            firstRow = recorded.Length;
            count = 0;
            return false;
        }

        var end = Array.IndexOf(recorded, true, firstRow);
        count = Math.Min(maximum, (end < 0 ? recorded.Length : end) - firstRow);
        return true;
    }

    /// <summary>Appends a block of rows and hands it to the operating system.</summary>
    /// <param name="firstRow">First row of the block.</param>
    /// <param name="rowBytes">Whole rows of <see cref="CodesHeader.BytesPerRow"/> bytes: all layers in order, each packed least significant bit
    /// first and padded to a byte (see <see cref="PackedCodes.CopyRowBytes"/>).</param>
    /// <exception cref="ArgumentException">No whole rows, rows outside the table, rows that are recorded already, or a padding bit that is set.</exception>
    /// <exception cref="IOException">The journal can't be written; nothing is counted as recorded.</exception>
    public void Append(int firstRow, ReadOnlySpan<byte> rowBytes)
    {
        var count = rowBytes.Length / Header.BytesPerRow;
        if (count == 0 || rowBytes.Length % Header.BytesPerRow != 0)
        {
            throw new ArgumentException($"{rowBytes.Length} bytes are no whole rows of {Header.BytesPerRow} bytes.", nameof(rowBytes));
        }

        if (firstRow < 0 || firstRow > recorded.Length - count)
        {
            throw new ArgumentException($"Rows {firstRow}..{(long)firstRow + count - 1} are outside 0..{recorded.Length - 1}.", nameof(firstRow));
        }

        if (recorded.AsSpan(firstRow, count).Contains(true))
        {
            throw new ArgumentException($"Rows {firstRow}..{firstRow + count - 1} are in part recorded already.", nameof(firstRow));
        }

        CheckPadding(firstRow, rowBytes);
        JournalFile.Append(journal, CodesJournalFormat.Rows(firstRow, count, rowBytes, chain), toDisk: false);
        Keep(firstRow, rowBytes);
    }

    /// <summary>Writes <c>name.edgecodes</c> under a temporary name, renames it, and deletes the journal.</summary>
    /// <returns>The recorded table.</returns>
    /// <exception cref="InvalidOperationException">Rows are missing; the first is named.</exception>
    /// <exception cref="IOException">The file can't be written; the journal stays.</exception>
    public CodeTable Finish()
    {
        if (NextMissing(1, out var missing, out _))
        {
            throw new InvalidOperationException($"{recorded.Length - RecordedRows} of {recorded.Length} rows are missing, the first is row {missing}.");
        }

        var table = CodesFile.FromRowBytes(Header, codes);
        CodesFile.Write(path, table);
        journal.Dispose();
        File.Delete(path + PartialExtension);
        return table;
    }

    /// <summary>Closes the journal; what is recorded stays in it.</summary>
    public void Dispose() => journal.Dispose();

    // A process killed while it created the journal leaves a start that is cut short; nothing is recorded in it yet.
    private static bool IsTornStart(ReadOnlySpan<byte> bytes, CodesHeader header)
    {
        var start = CodesJournalFormat.Start(header.ToBytes(), out _);
        return bytes.Length > 0 && bytes.Length < start.Length && start.AsSpan().StartsWith(bytes);
    }

    private void Resume(byte[] bytes)
    {
        var reader = new ByteReader(bytes);
        var found = CodesJournalFormat.ReadStart(ref reader, out _);
        if (!found.ToBytes().AsSpan().SequenceEqual(Header.ToBytes()))
        {
            throw new FormatException(
                $"the journal of another recording ({Header.DifferenceFrom(found)}); give the command that began it, choose another name, or delete it");
        }

        while (CodesJournalFormat.TryRows(ref reader, Header, chain, out var firstRow, out var rowBytes))
        {
            Keep(firstRow, rowBytes);
        }

        DroppedBytes = reader.Remaining;
        journal.SetLength(reader.Position);
        journal.Position = reader.Position;
    }

    private void Keep(int firstRow, ReadOnlySpan<byte> rowBytes)
    {
        rowBytes.CopyTo(codes.AsSpan(firstRow * Header.BytesPerRow));
        var rows = recorded.AsSpan(firstRow, rowBytes.Length / Header.BytesPerRow);
        RecordedRows += rows.Count(false);
        rows.Fill(true);
    }

    private void CheckPadding(int firstRow, ReadOnlySpan<byte> rowBytes)
    {
        for (var start = 0; start < rowBytes.Length; start += Header.BytesPerRow)
        {
            var end = start;
            foreach (var layer in Header.Layers)
            {
                end += layer.BytesPerRow;
                var used = layer.Width * layer.Bits % 8;
                if (used != 0 && rowBytes[end - 1] >> used != 0)
                {
                    throw new ArgumentException(
                        $"Row {firstRow + (start / Header.BytesPerRow)} of layer '{layer.Name}' has bits set beyond its codes; padding must be zero.",
                        nameof(rowBytes));
                }
            }
        }
    }
}
