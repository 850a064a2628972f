using System.Globalization;
using Edge.Experiments.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Experiments.Tests.Data.Tables;

public sealed class CsvTableTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-csv-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("szt")]
    [InlineData("tictactoe")]
    public void WrittenAndReadBack_IsTheSameTable(string name)
    {
        DataSet data = DataSetCatalogue.Open(name);
        string path = Path.Combine(folder, "table.csv");
        using (StreamWriter text = new(path))
        {
            CsvDataSetWriter.Write(data, text);
        }

        DataSet back = DataSetCatalogue.Open(path);
        Assert.Equal(data.Codes, back.Codes);
        Assert.Equal(data.Labels, back.Labels);
        Assert.Equal(data.ColumnNames, back.ColumnNames);
        Assert.Equal(data.Input.Bits, back.Input.Bits);
        Assert.Equal(data.Input.TopCode, back.Input.TopCode);
    }

    [Fact]
    public void Szt_HasTheDocumentedHeaderAndRows()
    {
        StringWriter text = new();
        CsvDataSetWriter.Write(SztDataSet.Create(), text);
        string[] lines = text.ToString().Split('\n');
        Assert.Equal("x0,x1,x2,x3,x4,x5,x6,x7,x8,x9,x10,x11,y", lines[0]);
        Assert.Equal("0,0,0,0,0,0,0,0,0,0,0,1,0", lines[2]);
        Assert.Equal("1,1,1,1,1,1,1,1,1,1,1,1,1", lines[4096]);
        Assert.Equal(4098, lines.Length);
        Assert.Equal("", lines[4097]);
    }

    [Fact]
    public void WithoutHeader_TheLastColumnIsTheLabel()
    {
        DataSet data = Read("0,3,1\n7,0,0\n");
        Assert.Equal([0, 3, 7, 0], data.Codes);
        Assert.Equal([1, 0], data.Labels);
        Assert.Equal(["x0", "x1"], data.ColumnNames);
        Assert.Equal(new InputTensor(2, 3, 7, 0, 1.0), data.Input);
    }

    [Fact]
    public void ColumnY_IsTheLabelWhereverItStands()
    {
        DataSet data = Read("a,y,b\n1,10,0\n0,9,1\n");
        Assert.Equal([1, 0, 0, 1], data.Codes);
        Assert.Equal([1, 0], data.Labels);
        Assert.Equal(["9", "10"], data.ClassNames);
        Assert.Equal(["a", "b"], data.ColumnNames);
    }

    [Fact]
    public void Words_AreAllowedAsLabels()
    {
        DataSet data = Read("0,1,setosa\r\n1,1,virginica\r\n\r\n1,0,setosa\r\n");
        Assert.Equal(["setosa", "virginica"], data.ClassNames);
        Assert.Equal([0, 1, 0], data.Labels);
    }

    [Theory]
    [InlineData("0,1,1\n0,1\n", "row 2: 2 columns, the first row has 3")]
    [InlineData("0,1,1\n0,1,1,1\n", "row 2: 4 columns, the first row has 3")]
    [InlineData("a,b,y\n0,1,1\n0,red,1\n", "row 3, column 2 (b): 'red' is no number")]
    [InlineData("y,b\n1,1\n0,red\n", "row 3, column 2 (b): 'red' is no number")]
    [InlineData("0;1;1\n0;0,5;1\n", "row 2, column 2 (x1): '0,5' is no number (the decimal mark is a point)")]
    [InlineData("0,1,1\n,1,1\n", "row 2, column 1 (x0): the field is empty, a number is needed")]
    [InlineData("0,1,1\n1,NaN,1\n", "row 2, column 2 (x1): 'NaN' is no finite number")]
    [InlineData("0,1,1\n1,-Infinity,1\n", "row 2, column 2 (x1): '-Infinity' is no finite number")]
    [InlineData("0,1,1\n1,1e999,1\n", "row 2, column 2 (x1): '1e999' is no finite number")]
    [InlineData("0,1,1\n1,1,\n", "row 2, column 3 (label): the label is missing")]
    [InlineData("0,1,1\n1,\"1\n", "row 2")]
    [InlineData("0,1,1\n1,1,1\n", "column 3 (label): every label is '1'; at least 2 classes are needed")]
    [InlineData("a,y\n5,0\n5,1\n", "every input column holds one value only")]
    [InlineData("a,y\n0,0\n1e-320,1\n", "column a: values from 0 to 1E-320 can't be divided into 256 codes")]
    [InlineData("a,y\n-1e308,0\n1e308,1\n", "column a: values from -1E+308 to 1E+308 can't be divided into 256 codes")]
    [InlineData("5\n6\n", "row 1: one column only")]
    [InlineData("a,b,y\n", "holds a header and no rows")]
    [InlineData("a,y,y\n1,2,3\n", "columns 2 and 3 are both named 'y'")]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    public void BadTable_IsRefusedInOneLine(string text, string expected)
    {
        DataSetException failure = Assert.Throws<DataSetException>(() => Read(text));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Contains("own.csv", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_IsNamed()
    {
        string path = Path.Combine(folder, "none.csv");
        Assert.Contains(path, Assert.Throws<DataSetException>(() => DataSetCatalogue.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TooManyColumns_AreRefused() =>
        Assert.Contains(
            "row 1: 8193 input columns; at most 8192 can be used",
            Assert.Throws<DataSetException>(() => Read(string.Join(',', Enumerable.Repeat("1", 8194)) + "\n")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("species")]
    [InlineData("2")]
    public void Label_IsTheColumnNamedOrNumbered(string label)
    {
        DataSet data = Read("a,species,y\n1,setosa,0\n0,virginica,1\n", label);
        Assert.Equal(["a", "y"], data.ColumnNames);
        Assert.Equal(["setosa", "virginica"], data.ClassNames);
        Assert.Equal([1, 0, 0, 1], data.Codes);
    }

    [Fact]
    public void Label_InAFileWithoutHeader_IsNumbered()
    {
        Assert.Equal([0, 1, 1], Read("7,0,1\n9,1,1\n9,1,0\n", "1").Labels);
        Assert.Contains("name the label column by its number, 1..3", Refused("7,0,1\n9,1,1\n", "species"), StringComparison.Ordinal);
    }

    [Fact]
    public void Label_ThatIsNoColumn_SuggestsTheNearest()
    {
        Assert.EndsWith("no column 'specis'; did you mean 'species'?", Refused("a,species\n1,2\n", "specis"), StringComparison.Ordinal);
        Assert.EndsWith("no column '3'; known: a, species", Refused("a,species\n1,2\n", "3"), StringComparison.Ordinal);
    }

    [Fact]
    public void ByteOrderMarkQuotesAndOtherSeparators_AreUnderstood()
    {
        DataSet data = Read("\uFEFF\"first, column\"\t\"y\"\n1\t\"a\tb\"\n0\tc\n");
        Assert.Equal(["first, column"], data.ColumnNames);
        Assert.Equal(["a\tb", "c"], data.ClassNames);
    }

    [Fact]
    public void ConstantColumns_AreKeptAndSaid()
    {
        DataSet data = Read("a,b,c,y\n1,5,0,0\n0,5,0,1\n");
        Assert.Equal(3, data.Input.Width);
        Assert.Contains("no information in 2 input columns that hold one value only; kept: b, c", Assert.Single(data.Notes), StringComparison.Ordinal);
        Assert.Empty(Read("a,y\n1,0\n0,1\n").Notes);
    }

    [Fact]
    public void FirstValueThatIsNoCode_IsNamed()
    {
        string note = Assert.Single(Read("a,b,y\n1,0,0\n0,0.5,1\n1,1,1\n").Notes);
        Assert.Contains("quantized to 8 bits, since row 3, column 2 (b) holds 0.5, no integer 0..255", note, StringComparison.Ordinal);
        Assert.Empty(Read("a,b,y\n1,0,0\n0,0.5,1\n1,1,1\n", bits: 8).Notes);
    }

    [Fact]
    public void TablesOfIntegersAndNumbers_ReadBackWithinHalfAStep()
    {
        var cases = from width in Gen.Choose(1, 4)
                    from rows in Gen.Choose(2, 12)
                    from values in Gen.ArrayOf(Gen.OneOf(Gen.Choose(-3, 300).Select(i => (double)i), Gen.Choose(-1000000, 1000000).Select(i => i / 997.0)), width * rows)
                    from labels in Gen.ArrayOf(Gen.Elements("red", "green", "7", "a b", "x,y", "\"q\""), rows)
                    from bits in Gen.Elements<int?>(null, 1, 3, 8)
                    where labels.Distinct().Count() > 1 && values.Where((_, i) => i % width == 0).Distinct().Count() > 1
                    select (width, values, labels, bits);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            System.Text.StringBuilder text = new(string.Join(',', Enumerable.Range(0, c.width).Select(i => $"c{i}")) + ",label\n");
            for (int row = 0; row < c.labels.Length; row++)
            {
                foreach (double value in c.values.AsSpan(row * c.width, c.width))
                {
                    text.Append(value.ToString("R", CultureInfo.InvariantCulture)).Append(',');
                }

                text.Append('"').Append(c.labels[row].Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\"\n");
            }

            DataSet data = Read(text.ToString(), "label", c.bits);
            Assert.Equal(c.labels, data.Labels.Select(label => data.ClassNames[label]));
            Assert.Equal(data.ClassNames.Order(StringComparer.Ordinal), data.ClassNames);
            TableMap map = data.Map!;
            for (int i = 0; i < c.values.Length; i++)
            {
                ColumnMap column = map.Columns[i % c.width];
                double error = Math.Abs(column.Value(data.Codes[i]) - c.values[i]);
                Assert.True(error <= (map.Quantized ? column.Scale * (0.5 + 1e-9) : 0), $"{c.values[i]}: {error}");
            }

            DataSet again = DataSetCatalogue.Open(data.Name, map, data.ClassNames);
            Assert.Equal(data.Sha256, again.Sha256);
            Assert.Equal(data.Input, again.Input);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(3, 33));
    }

    private string Refused(string text, string label) => Assert.Throws<DataSetException>(() => Read(text, label)).Message;

    private DataSet Read(string text, string? label = null, int? bits = null)
    {
        string path = Path.Combine(folder, "own.csv");
        File.WriteAllText(path, text);
        return DataSetCatalogue.Open(new DataSetName(path, label, bits).ToString());
    }
}
