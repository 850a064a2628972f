using System.IO.Compression;
using System.Text;
using Edge.Experiments.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Experiments.Tests.Data.Tables;

public sealed class NpzTableTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-npz-").FullName;

    private string Own => Path.Combine(folder, "own.npz");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void InputsAndLabels_AreTakenInEveryType()
    {
        Write(("X", Npy("|b1", "(3, 2)", [1, 0, 0, 1, 1, 1])), ("y", Npy(">i2", "(3,)", [0, 7, 255, 255, 0, 7])));
        DataSet data = DataSetCatalogue.Open(Own);
        Assert.Equal([1, 0, 0, 1, 1, 1], data.Codes);
        Assert.Equal(new InputTensor(2, 1, 1, 0, 1), data.Input);
        Assert.Equal(["-1", "7"], data.ClassNames);
        Assert.Equal([1, 0, 1], data.Labels);
        Assert.Equal(["x0", "x1"], data.ColumnNames);
    }

    [Fact]
    public void SameNumbersInCsv_AreTheSameDataSet()
    {
        var cases = from rows in Gen.Choose(2, 9)
                    from columns in Gen.Choose(1, 3)
                    from values in Gen.ArrayOf(Gen.Choose(-40, 40).Select(i => i / 8.0), rows * columns)
                    from fortran in Gen.Elements(true, false)
                    from bits in Gen.Choose(1, 8)
                    where values.Where((_, i) => i % columns == 0).Distinct().Count() > 1
                    select (rows, columns, values, fortran, bits);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            IEnumerable<double> stored = c.fortran
                ? Enumerable.Range(0, c.columns).SelectMany(j => Enumerable.Range(0, c.rows).Select(i => c.values[(i * c.columns) + j]))
                : c.values;
            Write(
                ("X", Npy("<f8", $"({c.rows}, {c.columns})", [.. stored.SelectMany(BitConverter.GetBytes)], c.fortran)),
                ("y", Npy("<f4", $"({c.rows},)", [.. Enumerable.Range(0, c.rows).SelectMany(i => BitConverter.GetBytes((float)(i % 2)))])));
            string csv = Path.Combine(folder, "own.csv");
            File.WriteAllLines(csv, Enumerable.Range(0, c.rows).Select(row =>
                string.Join(',', c.values.Skip(row * c.columns).Take(c.columns).Append(row % 2).Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))));
            DataSet npz = DataSetCatalogue.Open(new DataSetName(Own, null, c.bits).ToString());
            DataSet text = DataSetCatalogue.Open(new DataSetName(csv, null, c.bits).ToString());
            Assert.Equal(text.Sha256, npz.Sha256);
            Assert.Equal(text.Map!.Columns, npz.Map!.Columns);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(9, 99));
    }

    [Fact]
    public void OtherArrays_AreNotLookedAt()
    {
        Write(
            ("names", [1, 2, 3]),
            ("X", Npy("|u1", "(2, 1)", [4, 0])),
            ("target", Npy("<i8", "(2,)", [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])));
        Assert.Equal([0, 1], DataSetCatalogue.Open(Own + "?label=target").Labels);
        Assert.Contains("no array 'y'; known: names, X, target", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<f8", "(1, 2)", "0000000000000000000000000000F87F", "X[0, 1]: NaN is no finite number")]
    [InlineData("<f4", "(2, 1)", "0000807F00000000", "X[0, 0]: Infinity is no finite number")]
    [InlineData("|u1", "(2, 2, 1)", "01020304", "X is [2, 2, 1], [rows, columns] is needed: X.reshape(len(X), -1)")]
    [InlineData("|u1", "(3, 1)", "010203", "X has 3 rows and y 2")]
    [InlineData("|u1", "(0, 5)", "", "X has 0 rows and y 2")]
    [InlineData("|u1", "(2, 0)", "", "X is [2, 0]; at least 1 row and 1 to 8192 columns are needed")]
    [InlineData("<U1", "(2, 1)", "0100000002000000", "X: the .npy header is not that of an array of booleans, integers")]
    [InlineData("|u1", "(2, 9)", "01", "X: array takes 18 bytes")]
    public void WrongInputs_AreRefusedInOneLine(string type, string shape, string data, string expected)
    {
        int rows = shape == "(1, 2)" ? 1 : 2;
        Write(("X", Npy(type, shape, Convert.FromHexString(data))), ("y", Npy("|u1", $"({rows},)", new byte[rows])));
        Assert.Contains(expected, Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<f4", "(2,)", "000000000000003F", "y[1]: 0.5 is no integer")]
    [InlineData("|u1", "(2, 1)", "0001", "y is [2, 1], [rows] is needed: y.ravel()")]
    [InlineData("|u1", "(2,)", "0101", "array y: every label is '1'")]
    public void WrongLabels_AreRefusedInOneLine(string type, string shape, string data, string expected)
    {
        Write(("X", Npy("|u1", "(2, 1)", [0, 1])), ("y", Npy(type, shape, Convert.FromHexString(data))));
        Assert.Contains(expected, Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void TornFile_IsRefused()
    {
        Write(("X", Npy("|u1", "(2, 1)", [0, 1])), ("y", Npy("|u1", "(2,)", [0, 1])));
        byte[] whole = File.ReadAllBytes(Own);
        foreach (int length in (int[])[0, 10, whole.Length / 2, whole.Length - 1])
        {
            File.WriteAllBytes(Own, whole[..length]);
            Refused();
        }

        File.Delete(Own);
        Assert.Contains("can't be read", Refused(), StringComparison.Ordinal);
    }

    private string Refused()
    {
        string message = Assert.Throws<DataSetException>(() => DataSetCatalogue.Open(Own)).Message;
        Assert.DoesNotContain('\n', message);
        Assert.Contains("own.npz", message, StringComparison.Ordinal);
        return message;
    }

    private static byte[] Npy(string type, string shape, byte[] data, bool fortran = false)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}";
        header = header.PadRight(((10 + header.Length + 1 + 63) / 64 * 64) - 11) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. data];
    }

    private void Write(params (string Name, byte[] Content)[] arrays)
    {
        File.Delete(Own);
        using ZipArchive zip = ZipFile.Open(Own, ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in arrays)
        {
            using Stream stream = zip.CreateEntry(name + ".npy").Open();
            stream.Write(content);
        }
    }
}
