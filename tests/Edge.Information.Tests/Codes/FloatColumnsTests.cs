using Edge.Information.Codes;
using Edge.Information.Exact;

namespace Edge.Information.Tests.Codes;

public sealed class FloatColumnsTests
{
    [Fact]
    public void ToCodes_EqualNumbers_HaveEqualCodes()
    {
        float[] values = [0f, 1f, -0f, 1f, float.Epsilon, 1f, -float.Epsilon, 1f, float.PositiveInfinity, 1f, 0f, float.NegativeInfinity];
        var classOf = RowClasses.Of(FloatColumns.ToCodes(values, 6, 2), out var classes);
        Assert.Equal([0, 0, 1, 2, 3, 4], classOf);
        Assert.Equal(5, classes);
    }

    [Fact]
    public void ToCodes_RandomFloats_AreEqualExactlyWhereTheFloatsAre()
    {
        var random = new Random(8);
        var values = Enumerable.Range(0, 3000).Select(_ => (float)Math.Round(random.NextDouble() * 4 - 2, 2) * (random.Next(2) == 0 ? 1 : -1)).ToArray();
        var classOf = RowClasses.Of(FloatColumns.ToCodes(values, 3000, 1), out var classes);
        Assert.Equal(values.Distinct().Count(), classes);
        for (var row = 1; row < values.Length; row++)
        {
            Assert.Equal(values[row] == values[row - 1], classOf[row] == classOf[row - 1]);
        }
    }

    [Fact]
    public void ToCodes_NaN_IsNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => FloatColumns.ToCodes([1, 2, 3, 4, 5, float.NaN], 2, 3));
        Assert.Contains("row 1, column 2 is NaN", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FloatColumns.ToCodes([1, 2, 3], 2, 2));
    }
}
