namespace Edge.Files.Tests;

public sealed class JournalFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-journal-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Append_AddsPieceAfterPiece()
    {
        string path = Path.Combine(folder, "j");
        using (FileStream file = new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
        {
            JournalFile.Append(file, "one\n"u8, toDisk: false);
            JournalFile.Append(file, "two\n"u8, toDisk: true);
        }

        Assert.Equal("one\ntwo\n", File.ReadAllText(path));
    }

    [SkippableFact]
    public void Append_OnAFullDisk_NamesTheFile()
    {
        Skip.IfNot(File.Exists("/dev/full"), "/dev/full of Linux");
        using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Assert.Contains("/dev/full", Assert.Throws<IOException>(() => JournalFile.Append(full, "piece"u8, toDisk: false)).Message, StringComparison.Ordinal);
    }
}
