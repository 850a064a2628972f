using System.Text.Json;
using Edge.Experiments.Settings;
using Edge.Files;

namespace Edge.Experiments.Runs;

/// <summary>
/// The finished checkpoints of one run on one device, a line of JSON each. Only ever appended to; a last line that an interruption tore is
/// dropped on opening.
/// </summary>
public sealed class CheckpointJournal : IDisposable
{
    private readonly FileStream file;
    private readonly List<CheckpointRecord> records;

    private CheckpointJournal(FileStream file, List<CheckpointRecord> records)
    {
        this.file = file;
        this.records = records;
    }

    /// <summary>The finished checkpoints, in the order in which they were finished: rising epochs.</summary>
    public IReadOnlyList<CheckpointRecord> Records => records;

    /// <summary>Reads a journal; none where there is no such file.</summary>
    /// <exception cref="RunFolderException">A line that is not the torn last one can't be read; it is named.</exception>
    public static IReadOnlyList<CheckpointRecord> Read(string path) => File.Exists(path) ? Parse(path, ReadAll(path), out _) : [];

    /// <summary>Opens a journal to go on with it, or begins one.</summary>
    /// <exception cref="RunFolderException">A line can't be read, or the file can't be written.</exception>
    public static CheckpointJournal Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            List<CheckpointRecord> records = Parse(path, bytes, out int length);
            file.SetLength(length);
            file.Position = length;
            return new CheckpointJournal(file, records);
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

    /// <summary>The record of an epoch, or null where it is not finished.</summary>
    public CheckpointRecord? Find(int epoch) => records.Find(record => record.Epoch == epoch);

    /// <summary>Adds a finished checkpoint and hands it to the disk.</summary>
    /// <exception cref="RunFolderException">The line can't be written; the journal is as it was.</exception>
    public void Append(CheckpointRecord record)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(record, SettingsJson.OneLineOptions), (byte)'\n'];
        try
        {
            JournalFile.Append(file, line, toDisk: true);
        }
        catch (IOException failure)
        {
            throw new RunFolderException($"{file.Name} can't be written: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }

        records.Add(record);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    private static byte[] ReadAll(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{path} can't be read: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    private static List<CheckpointRecord> Parse(string path, byte[] bytes, out int length)
    {
        List<CheckpointRecord> records = [];
        length = 0;
        while (true)
        {
            // A line is written with its line feed at once, so one without is torn.
            int end = Array.IndexOf(bytes, (byte)'\n', length);
            if (end < 0)
            {
                return records;
            }

            try
            {
                records.Add(JsonSerializer.Deserialize<CheckpointRecord>(bytes.AsSpan(length, end - length), SettingsJson.OneLineOptions)
                    ?? throw new JsonException("null"));
            }
            catch (JsonException failure)
            {
                throw new RunFolderException(
                    $"{path}, line {records.Count + 1} can't be read; delete the file and give the command again", failure);
            }

            length = end + 1;
        }
    }
}
