using Edge.Experiments.Data;

namespace Edge.Experiments.Tests.Data;

public sealed class CsvDataSetTests : IDisposable
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
    [InlineData("a,b,y\n0,1,1\n0,red,1\n", "row 3, column 2 (b): 'red' is no integer 0..255")]
    [InlineData("0,1,1\n0,256,1\n", "row 2, column 2 (x1): '256' is no integer 0..255")]
    [InlineData("0,1,1\n-1,1,1\n", "row 2, column 1 (x0): '-1' is no integer 0..255")]
    [InlineData("0,1,1\n0.5,1,1\n", "row 2, column 1 (x0): '0.5' is no integer 0..255")]
    [InlineData("0,1,1\n,1,1\n", "row 2, column 1 (x0): '' is no integer 0..255")]
    [InlineData("0,1,1\n1,1,\n", "row 2, column 3: the label is missing")]
    [InlineData("0,1,1\n1,\"1\n", "row 2")]
    [InlineData("0,1,1\n1,1,1\n", "has 1 class; at least 2 are needed")]
    [InlineData("5\n6\n", "one column only")]
    [InlineData("a,b,y\n", "holds no rows")]
    [InlineData("", "holds no rows")]
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

    private DataSet Read(string text)
    {
        string path = Path.Combine(folder, "own.csv");
        File.WriteAllText(path, text);
        return CsvDataSetReader.Read(path);
    }
}
