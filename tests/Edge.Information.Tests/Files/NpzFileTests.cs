using System.IO.Compression;
using System.Text;
using Edge.Information.Codes;
using Edge.Information.Files;
using Edge.Information.Tests.Codes;

namespace Edge.Information.Tests.Files;

public sealed class NpzFileTests
{
    [Fact]
    public void Write_Read_GivesCodesAndRowsBack()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.npz");
        Laws.Hold(SampleTables.Tables(), table =>
        {
            NpzFile.Write(path, table);
            var read = NpzFile.Read(path, table.Origin);
            Assert.Equal(table.Rows.Labels, read.Rows.Labels);
            Assert.Equal(table.Rows.RowIds, read.Rows.RowIds);
            Assert.Equal(table.Rows.InputClasses, read.Rows.InputClasses);
            Assert.Equal(table.Layers.Select(layer => layer.Name), read.Layers.Select(layer => layer.Name));
            foreach (var (a, b) in table.Layers.Zip(read.Layers))
            {
                Assert.Equal(a.Codes.ToCodes<uint>(), b.Codes.ToCodes<uint>());
                Assert.Equal(a.Codes.Bits <= 8 ? 8 : a.Codes.Bits <= 16 ? 16 : 32, b.Codes.Bits);
            }
        });
        Assert.Equal(["a.npz"], folder.Names);
    }

    [Fact]
    public void Write_Arrays_StandByteForByteAsTheFormatSays()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.npz");
        var table = new CodeTable(new CodeOrigin(), new CodeRows([1, 0]), [
            new CodeLayer("dense1", PackedCodes.FromInts(new[] { 1, 2, 3, 4, 5, 255 }, 2, 3, 8)),
            new CodeLayer("logits", PackedCodes.FromInts(new[] { 0x0102, 0x0304 }, 2, 1, 12)),
        ]);
        NpzFile.Write(path, table);

        using var zip = ZipFile.OpenRead(path);
        Assert.Equal(["labels.npy", "dense1.npy", "logits.npy"], zip.Entries.Select(entry => entry.FullName));
        Assert.Equal(Npy("{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }", 1, 0, 0, 0, 0, 0, 0, 0), Content(zip, "labels.npy"));
        Assert.Equal(Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }", 1, 2, 3, 4, 5, 255), Content(zip, "dense1.npy"));
        Assert.Equal(Npy("{'descr': '<u2', 'fortran_order': False, 'shape': (2, 1), }", 2, 1, 4, 3), Content(zip, "logits.npy"));
    }

    [Fact]
    public void Write_SameTable_SameBytes()
    {
        using var folder = new TemporaryFolder();
        NpzFile.Write(folder.File("a.npz"), SampleTables.Small());
        NpzFile.Write(folder.File("b.npz"), SampleTables.Small());
        Assert.Equal(File.ReadAllBytes(folder.File("a.npz")), File.ReadAllBytes(folder.File("b.npz")));
    }

    [Fact]
    public void Read_ArraysAsNumPyAndPeopleWriteThem()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.npz");
        var labels = new byte[16];
        labels[8] = 1;
        Zip(
            path,
            ("labels.npy", Npy("{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }", labels)),
            ("hidden.npy", Npy("{'descr': '|b1', 'fortran_order': False, 'shape': (2, 2), }", 1, 0, 1, 1)));
        var table = NpzFile.Read(path, new CodeOrigin { DataSet = "own" });
        Assert.Equal([0, 1], table.Rows.Labels);
        Assert.Equal(2, table.Origin.Classes);
        Assert.Equal([1, 0, 1, 1], table.Layers[0].Codes.ToCodes<int>());
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }", "floating-point numbers where codes are integers")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1, 1), }", "not that of an array of booleans, integers")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1, 4), }", "not that of an array of booleans, integers")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (4,), }", "1 dimensions")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }", "array takes 6 bytes")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 3), }", "1 bytes follow")]
    [InlineData("{'descr': '|i1', 'fortran_order': False, 'shape': (1, 4), }", "element 3 is negative")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (999999999, 999999999), }", "hidden")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }", "2 rows where there are 1 labels")]
    public void Read_ArrayThatIsNoCodes_IsRefusedInOneLine(string header, string reason)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.npz");
        Zip(
            path,
            ("labels.npy", Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }", 0)),
            ("hidden.npy", Npy(header, 0, 0, 0, 200)));
        var error = Assert.Throws<CodesFileException>(() => NpzFile.Read(path, new CodeOrigin()));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Read_FilesThatAreNoArchiveOfCodes_AreRefusedInOneLine()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.npz");
        File.WriteAllText(path, "no zip");
        Assert.Throws<CodesFileException>(() => NpzFile.Read(path, new CodeOrigin()));

        Zip(path, ("hidden.npy", Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1), }", 0)));
        Assert.Contains("labels: there is no such array", Assert.Throws<CodesFileException>(() => NpzFile.Read(path, new CodeOrigin())).Message, StringComparison.Ordinal);

        NpzFile.Write(path, SampleTables.Small());
        var bytes = File.ReadAllBytes(path);
        for (var length = 0; length < bytes.Length; length += 7)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Throws<CodesFileException>(() => NpzFile.Read(path, new CodeOrigin()));
        }
    }

    [Fact]
    public void Write_LayerNamedLikeAnotherArray_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var table = SampleTables.Create(2, 1, false, ("labels", 1, 1));
        Assert.Contains("'labels'", Assert.Throws<ArgumentException>(() => NpzFile.Write(folder.File("a.npz"), table)).Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }

    // The published format: magic, version 1.0, header length (little-endian), header padded with spaces and ended by a line feed so that
    // all of it is a multiple of 64 bytes, then the elements.
    private static byte[] Npy(string header, params byte[] data)
    {
        var length = ((10 + header.Length + 1 + 63) / 64 * 64) - 10;
        var text = header + new string(' ', length - header.Length - 1) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8), .. Encoding.ASCII.GetBytes(text), .. data];
    }

    private static byte[] Content(ZipArchive zip, string name)
    {
        using var stream = zip.GetEntry(name)!.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static void Zip(string path, params (string Name, byte[] Content)[] entries)
    {
        File.Delete(path);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(content);
        }
    }
}
