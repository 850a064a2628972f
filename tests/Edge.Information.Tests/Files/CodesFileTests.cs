using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Edge.Information.Codes;
using Edge.Information.Files;
using Edge.Information.Tests.Codes;

namespace Edge.Information.Tests.Files;

public sealed class CodesFileTests
{
    [Fact]
    public void Write_Read_GivesTheTableBack()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.edgecodes");
        Laws.Hold(SampleTables.Tables(), table =>
        {
            CodesFile.Write(path, table);
            SampleTables.AssertEqual(table, CodesFile.Read(path));
        });
        Assert.Equal(["a.edgecodes"], folder.Names);
    }

    [Fact]
    public void ToBytes_SmallTable_StandsAsTheReadmeSays()
    {
        var codes = PackedCodes.FromInts(new[] { 1, 2, 3, 7, 6, 5 }, 2, 3, 3);
        var rows = new CodeRows([1, 0], [5, -1], [0, 0], [1, 2]);
        var origin = new CodeOrigin { Run = 1, Epoch = 2, Classes = 2, Device = "host", RowSet = "all", DataSet = "szt", ModelHash = ContentHash.Of("m"u8) };
        var bytes = CodesFile.ToBytes(new CodeTable(origin, rows, [new CodeLayer("d1", codes)]));

        var expected = new MemoryStream();
        var writer = new BinaryWriter(expected);
        writer.Write("EDGC"u8);
        writer.Write(1);
        writer.Write((long)bytes.Length);
        writer.Write((ushort)7);
        writer.Write((ushort)1);
        writer.Write(2);
        writer.Write(1);
        writer.Write(2);
        writer.Write(2);
        writer.Write(SHA256.HashData("m"u8));
        writer.Write(new byte[32]);
        foreach (var text in new[] { "host", "", "all", "szt", "d1" })
        {
            writer.Write((byte)text.Length);
            writer.Write(Encoding.UTF8.GetBytes(text));
        }

        writer.Write(3);
        writer.Write((byte)3);
        writer.Write((ushort)1);
        writer.Write((ushort)0);
        writer.Write(5L);
        writer.Write(-1L);
        writer.Write(0);
        writer.Write(0);
        writer.Write(1.0);
        writer.Write(2.0);
        writer.Write((ushort)0b011_010_001);
        writer.Write((ushort)0b101_110_111);
        writer.Write(SHA256.HashData(expected.ToArray()));
        Assert.Equal(expected.ToArray(), bytes);
    }

    [Fact]
    public void FromBytes_CutAnywhere_IsRefused()
    {
        var bytes = CodesFile.ToBytes(SampleTables.Small());
        for (var length = 0; length < bytes.Length; length++)
        {
            AssertRefused(bytes[..length]);
        }

        AssertRefused([.. bytes, 0]);
    }

    [Fact]
    public void FromBytes_AnyBitFlipped_IsRefused()
    {
        var bytes = CodesFile.ToBytes(SampleTables.Small());
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertRefused(bytes);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        SampleTables.AssertEqual(SampleTables.Small(), CodesFile.FromBytes(bytes));
    }

    [Fact]
    public void FromBytes_AnyByteForgedUnderAValidHash_IsRefusedOrATable()
    {
        // A hash keeps accidents out, not forgers: whatever the content, the reader must end in a table or in one line.
        var bytes = CodesFile.ToBytes(SampleTables.Small());
        var refused = 0;
        for (var i = 0; i < bytes.Length - 32; i++)
        {
            foreach (var value in new byte[] { 0, 1, 0x7F, 0x80, 0xFF })
            {
                var forged = (byte[])bytes.Clone();
                forged[i] = value;
                SHA256.HashData(forged.AsSpan(..^32), forged.AsSpan(^32..));
                try
                {
                    CodesFile.FromBytes(forged);
                }
                catch (Exception e) when (e is FormatException or ArgumentException)
                {
                    refused++;
                    Assert.DoesNotContain('\n', e.Message);
                }
            }
        }

        Assert.True(refused > 100, $"{refused} refused");
    }

    [Fact]
    public void FromBytes_HugeRowCountUnderAValidHash_AllocatesNothingForIt()
    {
        var bytes = CodesFile.ToBytes(SampleTables.Small());
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(20), int.MaxValue);
        SHA256.HashData(bytes.AsSpan(..^32), bytes.AsSpan(^32..));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("do not fit", Assert.Throws<FormatException>(() => CodesFile.FromBytes(bytes)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Read_DamagedFile_SaysFileReasonAndAdviceInOneLine()
    {
        using var folder = new TemporaryFolder();
        var bytes = CodesFile.ToBytes(SampleTables.Small());

        var torn = folder.File("torn.edgecodes");
        File.WriteAllBytes(torn, bytes[..100]);
        AssertOneLine(torn, "torn: 100 bytes where the file says");

        bytes[60] ^= 4;
        var damaged = folder.File("damaged.edgecodes");
        File.WriteAllBytes(damaged, bytes);
        AssertOneLine(damaged, "SHA-256 does not match; record it again");

        bytes[4] = 9;
        var newer = folder.File("newer.edgecodes");
        File.WriteAllBytes(newer, bytes);
        AssertOneLine(newer, "layout version 9, where version 1 is known");

        var other = folder.File("other.edgecodes");
        File.WriteAllText(other, "row,code\n0,1\n");
        AssertOneLine(other, "no .edgecodes file");
        Assert.Throws<FileNotFoundException>(() => CodesFile.Read(folder.File("absent.edgecodes")));
    }

    [Fact]
    public void Write_FolderThatIsNotThere_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DirectoryNotFoundException>(() => CodesFile.Write(folder.File("no/such/a.edgecodes"), SampleTables.Small()));
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void Write_TargetThatCannotBeReplaced_LeavesNoTemporaryFile()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("a.edgecodes"));
        Assert.ThrowsAny<Exception>(() => CodesFile.Write(folder.File("a.edgecodes"), SampleTables.Small()));
        Assert.Equal(["a.edgecodes"], folder.Names);
    }

    private static void AssertRefused(byte[] bytes)
    {
        var error = Assert.Throws<FormatException>(() => CodesFile.FromBytes(bytes));
        Assert.DoesNotContain('\n', error.Message);
    }

    private static void AssertOneLine(string path, string reason)
    {
        var error = Assert.Throws<CodesFileException>(() => CodesFile.Read(path));
        Assert.StartsWith($"{path}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(path, error.Path);
    }
}
