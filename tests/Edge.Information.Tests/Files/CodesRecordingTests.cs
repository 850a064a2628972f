using Edge.Information.Codes;
using Edge.Information.Files;
using Edge.Information.Tests.Codes;

namespace Edge.Information.Tests.Files;

public sealed class CodesRecordingTests
{
    private static readonly CodeTable Table = SampleTables.Small();

    private static readonly CodesHeader Header = CodesHeader.Of(Table);

    [Fact]
    public void Finish_AllRowsInAnyOrder_WritesTheFileAndRemovesTheJournal()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.edgecodes");
        using (var recording = CodesRecording.Open(path, Header))
        {
            Append(recording, 4, 3);
            Append(recording, 0, 2);
            Assert.Equal(["a.edgecodes.partial"], folder.Names);
            Assert.True(recording.NextMissing(64, out var first, out var count));
            Assert.Equal((2, 2), (first, count));
            Append(recording, 2, 2);
            Assert.True(recording.IsComplete);
            Assert.False(recording.NextMissing(64, out _, out count));
            Assert.Equal(0, count);
            SampleTables.AssertEqual(Table, recording.Finish());
        }

        Assert.Equal(["a.edgecodes"], folder.Names);
        Assert.Equal(CodesFile.ToBytes(Table), File.ReadAllBytes(path));
    }

    [Fact]
    public void Open_JournalOfTheSameRecording_GoesOn()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.edgecodes");
        for (var row = 0; row < Table.Rows.Count; row++)
        {
            using var recording = CodesRecording.Open(path, Header);
            Assert.Equal(row, recording.RecordedRows);
            Assert.Equal(0, recording.DroppedBytes);
            Assert.True(recording.NextMissing(1, out var first, out _));
            Append(recording, first, 1);
        }

        using (var recording = CodesRecording.Open(path, Header))
        {
            recording.Finish();
        }

        Assert.Equal(CodesFile.ToBytes(Table), File.ReadAllBytes(path));
    }

    [Fact]
    public void Open_JournalCutAnywhere_DropsTheTornTailAndEndsWithTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.edgecodes");
        var journal = Journal(path, out var blockStarts);
        for (var length = 0; length <= journal.Length; length++)
        {
            File.WriteAllBytes(path + CodesRecording.PartialExtension, journal[..length]);
            using var recording = CodesRecording.Open(path, Header);
            var whole = blockStarts.Count(start => start <= length && start > blockStarts[0]);
            Assert.Equal(whole, recording.RecordedRows);
            Assert.Equal(length - blockStarts.Where(start => start <= length).DefaultIfEmpty(0).Max(), recording.DroppedBytes);
            Complete(recording);
            Assert.Equal(CodesFile.ToBytes(Table), File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void Open_AnyBitOfABlockFlipped_RecordsThatBlockAndWhatFollowsAgain()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.edgecodes");
        var journal = Journal(path, out var blockStarts);
        for (var position = blockStarts[0]; position < journal.Length; position++)
        {
            var damaged = (byte[])journal.Clone();
            damaged[position] ^= (byte)(1 << (position % 8));
            File.WriteAllBytes(path + CodesRecording.PartialExtension, damaged);
            using var recording = CodesRecording.Open(path, Header);
            Assert.Equal(blockStarts.Count(start => start <= position) - 1, recording.RecordedRows);
            Complete(recording);
            Assert.Equal(CodesFile.ToBytes(Table), File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void Open_AnyBitOfTheStartFlipped_IsRefusedAndLeftAsItIs()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.edgecodes");
        var journal = Journal(path, out var blockStarts);
        for (var position = 0; position < blockStarts[0]; position++)
        {
            var damaged = (byte[])journal.Clone();
            damaged[position] ^= (byte)(1 << (position % 8));
            File.WriteAllBytes(path + CodesRecording.PartialExtension, damaged);
            var error = Assert.Throws<CodesFileException>(() => CodesRecording.Open(path, Header));
            Assert.DoesNotContain('\n', error.Message);
            Assert.Equal(damaged, File.ReadAllBytes(path + CodesRecording.PartialExtension));
        }
    }

    [Fact]
    public void Open_JournalOfAnotherRecording_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.edgecodes");
        Journal(path, out _);
        var other = new CodesHeader(Header.Origin with { ModelHash = ContentHash.Of("another"u8) }, Header.Rows, Header.Layers);
        var error = Assert.Throws<CodesFileException>(() => CodesRecording.Open(path, other));
        Assert.Contains("another recording", error.Message, StringComparison.Ordinal);
        Assert.Equal(path + ".partial", error.Path);
    }

    [Fact]
    public void Open_BlocksOfAnotherJournal_AreNotTaken()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.edgecodes");
        var journal = Journal(path, out var blockStarts);
        var other = new CodesHeader(Header.Origin with { Epoch = 1 }, Header.Rows, Header.Layers);
        File.Delete(path + ".partial");
        CodesRecording.Open(path, other).Dispose();
        using (var stream = new FileStream(path + ".partial", FileMode.Append))
        {
            stream.Write(journal.AsSpan(blockStarts[0]));
        }

        using var recording = CodesRecording.Open(path, other);
        Assert.Equal(0, recording.RecordedRows);
    }

    [Fact]
    public void Open_HeldByAnother_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using var recording = CodesRecording.Open(folder.File("a.edgecodes"), Header);
        Assert.Throws<IOException>(() => CodesRecording.Open(folder.File("a.edgecodes"), Header));
    }

    [Fact]
    public void Append_BadBlocks_AreRefusedAndNothingIsCounted()
    {
        using var folder = new TemporaryFolder();
        using var recording = CodesRecording.Open(folder.File("a.edgecodes"), Header);
        Append(recording, 2, 2);
        Assert.Throws<ArgumentException>(() => Append(recording, 3, 2));
        Assert.Throws<ArgumentException>(() => recording.Append(6, SampleTables.RowBytes(Table, 5, 2)));
        Assert.Throws<ArgumentException>(() => recording.Append(-1, SampleTables.RowBytes(Table, 0, 1)));
        Assert.Throws<ArgumentException>(() => recording.Append(0, []));
        Assert.Throws<ArgumentException>(() => recording.Append(0, new byte[Header.BytesPerRow + 1]));
        var padded = SampleTables.RowBytes(Table, 0, 1);
        padded[1] |= 0x80;
        Assert.Contains("Row 0 of layer 'dense1'", Assert.Throws<ArgumentException>(() => recording.Append(0, padded)).Message, StringComparison.Ordinal);
        Assert.Equal(2, recording.RecordedRows);
        Assert.Contains("the first is row 0", Assert.Throws<InvalidOperationException>(() => recording.Finish()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CodesFileRead_Journal_IsRefusedByNameWithAdvice()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.edgecodes");
        using (var recording = CodesRecording.Open(path, Header))
        {
            Append(recording, 1, 3);
        }

        var error = Assert.Throws<CodesFileException>(() => CodesFile.Read(path + ".partial"));
        Assert.Contains("a.edgecodes.partial", error.Message, StringComparison.Ordinal);
        Assert.Contains("3 of 7 rows", error.Message, StringComparison.Ordinal);
        Assert.Contains("--resume", error.Message, StringComparison.Ordinal);
        Assert.Contains("a.edgecodes.partial", Assert.Throws<CodesFileException>(() => CodesFile.Read(path)).Message, StringComparison.Ordinal);
    }

    // One block per row; block starts are those of the rows and then the end, the first is where the header block ends.
    private static byte[] Journal(string path, out List<int> blockStarts)
    {
        blockStarts = [];
        using (var recording = CodesRecording.Open(path, Header))
        {
            blockStarts.Add((int)new FileInfo(path + ".partial").Length);
            for (var row = 0; row < Table.Rows.Count; row++)
            {
                Append(recording, row, 1);
                blockStarts.Add((int)new FileInfo(path + ".partial").Length);
            }
        }

        return File.ReadAllBytes(path + ".partial");
    }

    private static void Complete(CodesRecording recording)
    {
        while (recording.NextMissing(2, out var first, out var count))
        {
            Append(recording, first, count);
        }

        recording.Finish();
    }

    private static void Append(CodesRecording recording, int firstRow, int count) =>
        recording.Append(firstRow, SampleTables.RowBytes(Table, firstRow, count));
}
