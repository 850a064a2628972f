using Edge.Experiments.Data;

namespace Edge.Experiments.Tests.Data;

public class DataSetCatalogueTests
{
    [Theory]
    [InlineData("stz", "did you mean 'szt'?")]
    [InlineData("tictacto", "did you mean 'tictactoe'?")]
    [InlineData("cifar", "known: szt, tictactoe, mnist:FOLDER, FILE.csv")]
    public void UnknownName_SuggestsTheNearest(string name, string expected)
    {
        Assert.EndsWith(expected, Assert.Throws<DataSetException>(() => DataSetCatalogue.Open(name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_SayWhatOpeningGives()
    {
        foreach (DataSetEntry entry in DataSetCatalogue.Entries.Where(entry => !entry.Name.Contains(':', StringComparison.Ordinal)))
        {
            DataSet data = DataSetCatalogue.Open(entry.Name);
            Assert.Equal((entry.Rows, entry.Columns, entry.Classes), (data.Rows, data.Input.Width, data.Classes));
        }
    }

    [Theory]
    [InlineData("szt", "szt")]
    [InlineData("mnist:/home/me/images", "mnist")]
    [InlineData("/home/me/own table.csv", "own table.csv")]
    [InlineData("a\tb.csv", "ab.csv")]
    public void ShortName_IsFitForRecordings(string name, string expected)
    {
        Assert.Equal(expected, new DataSet(name, new InputTensor(1, 1, 1, 0, 1.0), [0, 1], [0, 1], ["a", "b"], ["x"]).ShortName);
    }

    [Fact]
    public void ShortName_IsCutWhereItIsTooLong()
    {
        DataSet data = new(string.Concat(Enumerable.Repeat("\U0001F600", 200)), new InputTensor(1, 1, 1, 0, 1.0), [0, 1], [0, 1], ["a", "b"], ["x"]);
        Assert.Equal(252, System.Text.Encoding.UTF8.GetByteCount(data.ShortName));
        new Edge.Information.Codes.CodeOrigin { DataSet = data.ShortName }.Check();
    }

    [Fact]
    public void Hash_ChangesWithCodesAndLabelsButNotWithNames()
    {
        DataSet Make(string name, byte code, int label) =>
            new(name, new InputTensor(1, 2, 3, 0, 1.0), [code, 0], [label, 0], ["a", "b"], ["x"]);
        string Hash(DataSet data) => Convert.ToHexString(data.Sha256);

        Assert.Equal(Hash(Make("one", 1, 1)), Hash(Make("other", 1, 1)));
        Assert.NotEqual(Hash(Make("one", 1, 1)), Hash(Make("one", 2, 1)));
        Assert.NotEqual(Hash(Make("one", 1, 1)), Hash(Make("one", 1, 0)));
    }
}
