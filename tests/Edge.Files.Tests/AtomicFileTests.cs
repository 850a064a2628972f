namespace Edge.Files.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-files-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Text_ReplacesTheWholeFileAndLeavesNoOther()
    {
        string path = Path.Combine(folder, "report.html");
        AtomicFile.WriteText(path, "old and longer");
        AtomicFile.WriteText(path, "µ\n");
        Assert.Equal([0xC2, 0xB5, 0x0A], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Fact]
    public void FailureWhileWriting_LeavesTheOldFileAndNoOther()
    {
        string path = Path.Combine(folder, "model.edge");
        AtomicFile.WriteText(path, "old");
        Assert.Throws<InvalidDataException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidDataException("half way");
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Fact]
    public void FolderOfThatName_StaysAndNothingIsLeft()
    {
        string taken = Directory.CreateDirectory(Path.Combine(folder, "taken")).FullName;
        Assert.ThrowsAny<Exception>(() => AtomicFile.WriteText(taken, "x"));
        Assert.True(Directory.Exists(taken));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void MissingFolder_IsRefused() =>
        Assert.ThrowsAny<IOException>(() => AtomicFile.WriteText(Path.Combine(folder, "missing", "x"), "x"));

    [Fact]
    public void LeftoverOfAKilledProcess_IsReplaced()
    {
        string path = Path.Combine(folder, "state");
        File.WriteAllText(path + AtomicFile.TemporaryExtension, "torn, and longer than what follows");
        AtomicFile.WriteText(path, "whole");
        Assert.Equal("whole", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }
}
