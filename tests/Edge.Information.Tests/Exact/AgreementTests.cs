using Edge.Information.Exact;

namespace Edge.Information.Tests.Exact;

public sealed class AgreementTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Measure_EqualsDefinitionsOnExactCounts_SmallTables() =>
        Laws.Hold(RandomTable.Cases(40), Compare, 400);

    [Fact]
    public void Measure_EqualsDefinitionsOnExactCounts_LargeTables() =>
        Laws.Hold(RandomTable.Cases(3000), Compare, 25);

    [Theory]
    [InlineData(4096, 10, 8, 2, 4000, WeightKind.None)]
    [InlineData(4096, 2, 1, 2, 4, WeightKind.None)]
    [InlineData(70000, 20, 8, 10, 30000, WeightKind.None)]
    [InlineData(131071, 2, 8, 2, 60000, WeightKind.None)]
    [InlineData(131072, 2, 8, 2, 60000, WeightKind.None)]
    [InlineData(70000, 1000, 3, 10, 300, WeightKind.None)]
    [InlineData(70000, 4, 4, 10, 50000, WeightKind.Real)]
    public void Measure_EqualsDefinitionsOnExactCounts_DatasetSizes(int rows, int width, int bits, int labels, int alphabet, WeightKind weighting) =>
        Compare(new RandomTable(rows, width, bits, labels, alphabet, 0, weighting, 5));

    private static void Compare(RandomTable table)
    {
        var slow = new SlowInformation(table.Codes(), table.Rows, table.Width, table.Labels(), table.Inputs(), table.Weights());
        var population = new Population(table.Labels(), table.Inputs(), table.Weights());
        var fast = new InformationCalculator(population).Measure(table.Packed());
        Assert.Equal(slow.HX, population.HX, Tolerance);
        Assert.Equal(slow.HY, population.HY, Tolerance);
        Assert.Equal(slow.HT, fast.HT, Tolerance);
        Assert.Equal(slow.IXT, fast.IXT, Tolerance);
        Assert.Equal(slow.ITY, fast.ITY, Tolerance);
        Assert.Equal(slow.Distinct, fast.Distinct);
    }
}
