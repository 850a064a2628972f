using Edge.Experiments.Data;
using Edge.Experiments.Data.Tables;

namespace Edge.Experiments.Tests.Data.Tables;

public class QuantizerTests
{
    [Fact]
    public void Signs_BecomeBits()
    {
        (TableMap map, byte[] codes) = Code(null, 2, -1, 1, 1, 1);
        Assert.Equal([0, 1, 1, 1], codes);
        Assert.Equal((false, 1, -1.0, 1.0), (map.Quantized, map.TopCode, map.Columns[0].Value(0), map.Columns[0].Value(1)));
        Assert.Equal(new InputTensor(2, 1, 1, 0, 1), map.Tensor(null));
    }

    [Fact]
    public void SmallIntegers_AreCodesAsTheyAre()
    {
        (TableMap map, byte[] codes) = Code(null, 2, 3, 0, 9, 2);
        Assert.Equal([3, 0, 9, 2], codes);
        Assert.Equal(new InputTensor(2, 4, 9, 0, 1), map.Tensor(null));
        Assert.Equal(new InputTensor(2, 5, 31, 0, 1), Code(5, 2, 3, 0, 9, 2).Map.Tensor(5));
    }

    [Fact]
    public void IntegersBelowZero_GetAZeroPoint()
    {
        (TableMap map, byte[] codes) = Code(null, 1, -2, 0, 3);
        Assert.Equal([0, 2, 5], codes);
        Assert.Equal(new InputTensor(1, 3, 5, 2, 1), map.Tensor(null));
        // Zero has a code even where no value is zero.
        Assert.Equal(new InputTensor(1, 4, 9, 9, 1), Code(null, 1, -9, -7).Map.Tensor(null));
    }

    [Fact]
    public void IntegersThatNeedMoreCodes_AreQuantized()
    {
        Assert.True(Code(null, 1, 0, 256).Map.Quantized);
        Assert.True(Code(3, 1, 0, 8).Map.Quantized);
        Assert.False(Code(3, 1, 0, 7).Map.Quantized);
    }

    [Fact]
    public void Numbers_AreQuantizedColumnByColumnFromMinimumToMaximum()
    {
        (TableMap map, byte[] codes) = Code(2, 2, 0, 100, 0.3, 250, 0.9, 400);
        Assert.Equal([0, 0, 1, 2, 3, 3], codes);
        Assert.Equal(new ColumnMap("c1", 100, 100, 100, 400), map.Columns[1]);
        Assert.Equal(0.9 / 3, map.Columns[0].Scale);
        Assert.Equal(new InputTensor(2, 2, 3, 0, 1.0 / 3), map.Tensor(2));
        Assert.Equal(255, Code(null, 1, 0.5, 1.5).Map.TopCode);
    }

    [Fact]
    public void ConstantColumnAmongNumbers_HasCodeZeroAndReadsBack()
    {
        (TableMap map, byte[] codes) = Code(8, 2, 0.5, 7.25, 0.75, 7.25);
        Assert.Equal([0, 0, 255, 0], codes);
        Assert.Equal(7.25, map.Columns[1].Value(0));
    }

    [Fact]
    public void MapOfAnotherTable_GivesTheSameValueTheSameCodeAndCountsThoseBeyond()
    {
        TableMap map = Code(4, 1, 0, 0.5, 1.5).Map;
        byte[] codes = Quantizer.Codes(Table(1, 0.5, -3, 99, 1.5), map, out int outside);
        Assert.Equal([5, 0, 15, 15], codes);
        Assert.Equal(2, outside);
    }

    [Theory]
    [InlineData(0.5, "0.5 has no code; those there are stand for 0 to 3 in steps of 1")]
    [InlineData(4, "4 has no code")]
    [InlineData(-1, "-1 has no code")]
    public void ExactMapOfAnotherTable_RefusesOtherValues(double value, string expected)
    {
        TableMap map = Code(null, 1, 0, 3).Map;
        DataSetException failure = Assert.Throws<DataSetException>(() => Quantizer.Codes(Table(1, 0, value), map, out _));
        Assert.Contains("own, r1c0: " + expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MapOfAnotherWidth_IsRefused() =>
        Assert.Contains(
            "has 1 input columns, the map that it is to be read with has 2",
            Assert.Throws<DataSetException>(() => Quantizer.Codes(Table(1, 0, 1), Code(null, 2, 0, 1).Map, out _)).Message,
            StringComparison.Ordinal);

    private static (TableMap Map, byte[] Codes) Code(int? bits, int width, params double[] values)
    {
        NumberTable table = Table(width, values);
        TableMap map = Quantizer.MapOf(table, bits);
        byte[] codes = Quantizer.Codes(table, map, out int outside);
        Assert.Equal(0, outside);
        return (map, codes);
    }

    private static NumberTable Table(int width, params double[] values)
    {
        NumberList list = new();
        foreach (double value in values)
        {
            list.Add(value);
        }

        string[] labels = [.. Enumerable.Range(0, values.Length / width).Select(row => $"{row % 2}")];
        return new NumberTable("own", [.. Enumerable.Range(0, width).Select(i => $"c{i}")], list, labels, "y", (row, column) => $"r{row}c{column}");
    }
}
