using Edge.Information.Binned;

namespace Edge.Information.Tests.Binned;

public sealed class BinEdgesTests
{
    [Theory]
    [InlineData(-1f, 0)]
    [InlineData(-0.5000001f, 0)]
    [InlineData(-0.5f, 1)]
    [InlineData(0f, 2)]
    [InlineData(0.49999997f, 2)]
    [InlineData(0.5f, 3)]
    [InlineData(1f, 3)]
    [InlineData(-7f, 0)]
    [InlineData(7f, 3)]
    [InlineData(float.PositiveInfinity, 3)]
    [InlineData(float.NegativeInfinity, 0)]
    public void Uniform_AnEdgeBelongsToTheBinAboveAndTheTopToTheLast(float value, int bin) =>
        Assert.Equal(bin, BinEdges.Uniform(4, -1, 1).BinOf(value));

    [Fact]
    public void Uniform_IsTheNumberOfEdgesAtOrBelow()
    {
        // The edges of np.linspace(-1, 1, 31)[1:-1], counted as np.digitize counts them; values away from rounding at the edges.
        var edges = BinEdges.Uniform(30, -1, 1);
        for (var value = -0.9995; value < 1; value += 0.001)
        {
            var count = Enumerable.Range(1, 29).Count(edge => -1 + (2.0 * edge / 30) <= (float)value);
            Assert.Equal(count, edges.BinOf((float)value));
        }
    }

    [Fact]
    public void EqualCount_FirstBinsTakeOneMore()
    {
        float[] values = [5, 1, 4, 2, 3, 9, 8];
        var edges = BinEdges.EqualCount(3, values);
        Assert.Equal([0, 0, 0, 1, 1, 2, 2], values.Order().Select(edges.BinOf));
        Assert.Equal(0, edges.BinOf(-100));
        Assert.Equal(2, edges.BinOf(100));
        Assert.Equal([5f, 1, 4, 2, 3, 9, 8], values);
    }

    [Fact]
    public void EqualCount_EqualValuesStayTogether()
    {
        float[] values = [0, 0, 0, 0, 0, 0, 1, 2];
        var edges = BinEdges.EqualCount(4, values);
        Assert.Equal([2, 2, 2, 2, 2, 2, 3, 3], values.Select(edges.BinOf));
    }

    [Fact]
    public void EqualCount_FewerValuesThanBins() =>
        Assert.Equal([0, 1, 2], new float[] { 1, 2, 3 }.Select(BinEdges.EqualCount(100, [3, 1, 2]).BinOf));

    [Fact]
    public void OneValue_OneBin()
    {
        Assert.Equal(0, BinEdges.Uniform(30, 0.3, 0.3).BinOf(0.3f));
        Assert.Single(new float[] { 2, 2, 2 }.Select(BinEdges.EqualCount(5, [2, 2, 2]).BinOf).Distinct());
    }

    [Fact]
    public void Refusals_NameTheFault()
    {
        Assert.Contains("finite bounds", Assert.Throws<ArgumentException>(() => BinEdges.Uniform(3, 0, double.NaN)).Message);
        Assert.Contains("finite bounds", Assert.Throws<ArgumentException>(() => BinEdges.Uniform(3, 1, 0)).Message);
        Assert.Contains("finite values", Assert.Throws<ArgumentException>(() => BinEdges.EqualCount(3, [1, float.NaN])).Message);
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => BinEdges.EqualCount(3, [])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => BinEdges.Uniform(0, 0, 1));
    }

    [Fact]
    public void FloatSort_IsTheOrderOfFloats()
    {
        var random = new Random(4);
        var sort = new FloatSort();
        foreach (var count in new[] { 0, 1, 2, 1000, 30 })
        {
            float[] values = [.. Enumerable.Range(0, count).Select(i => i % 7 == 0 ? 0f : BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))).Select(x => float.IsFinite(x) ? x : -0f)];
            float[] expected = [.. values.Order()];
            sort.Sort(values);
            Assert.Equal(expected, values);
        }
    }

    [Fact]
    public void EqualCount_InfinityIsInTheLastBin() => Assert.Equal(2, BinEdges.EqualCount(3, [1, 2, 3]).BinOf(float.PositiveInfinity));

    [Fact]
    public void ValueRange_FindsBoundsAndNamesWhatHasNone()
    {
        var range = new ValueRange();
        float[] values = [.. Enumerable.Range(0, 40).Select(i => (float)((i * 17) % 40))];
        range.Include(new FloatMatrix(values, 10, 4, 10));
        range.Include(new FloatMatrix([-3, float.NaN, 7, 2, float.NaN], 1, 2, 2));
        Assert.Equal((-3f, 39f), (range.Lower, range.Upper));
        values[23] = float.NaN;
        Assert.Equal("Row 3, neuron 2 is NaN; bins need finite values.", Assert.Throws<ArgumentException>(() => range.Include(new FloatMatrix(values, 10, 4, 10))).Message);
        values[23] = float.NegativeInfinity;
        Assert.Throws<ArgumentException>(() => range.Include(new FloatMatrix(values, 10, 4, 10)));
    }
}
