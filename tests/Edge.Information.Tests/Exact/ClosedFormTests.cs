using Edge.Information.Codes;
using Edge.Information.Exact;

namespace Edge.Information.Tests.Exact;

public sealed class ClosedFormTests
{
    [Fact]
    public void Measure_ConstantCodes_CarryNothing()
    {
        var labels = Enumerable.Range(0, 97).Select(row => row % 3).ToArray();
        var result = Measure(new int[97], 97, 1, 1, labels);
        Assert.Equal(new LayerInformation(0, 0, 0, 1, false), result);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    public void Measure_UniformCodes_HaveTheirBitsAsEntropy(int bits)
    {
        var rows = 4 << bits;
        var codes = Enumerable.Range(0, rows).Select(row => row & ((1 << bits) - 1)).ToArray();
        var result = Measure(codes, rows, 1, bits, new int[rows]);
        Assert.Equal(bits, result.HT);
        Assert.Equal(bits, result.IXT);
        Assert.Equal(0, result.ITY);
        Assert.Equal(1 << bits, result.Distinct);
    }

    [Fact]
    public void Measure_Bijection_CarriesAllOfInputAndLabel()
    {
        var labels = Enumerable.Range(0, 4096).Select(row => row * 7 % 11).ToArray();
        var population = new Population(labels);
        var codes = PackedCodes.FromInts(Enumerable.Range(0, 4096).Select(row => row * 2731 % 4096).ToArray(), 4096, 1, 12);
        var result = new InformationCalculator(population).Measure(codes);
        Assert.Equal(12, population.HX);
        Assert.Equal(12, result.IXT);
        Assert.Equal(population.HY, result.ITY);
        Assert.True(result.Saturated);
    }

    [Fact]
    public void Measure_CodeIsTheLabel_CarriesTheLabelsEntropy()
    {
        int[] labels = [0, 0, 0, 1, 1, 2, 2, 2, 2, 2];
        var result = Measure(labels, 10, 1, 2, labels);
        var entropy = -((0.3 * Math.Log2(0.3)) + (0.2 * Math.Log2(0.2)) + (0.5 * Math.Log2(0.5)));
        Assert.Equal(entropy, result.HT, 1e-14);
        Assert.Equal(result.HT, result.ITY);
    }

    [Fact]
    public void Measure_KnownJoint_GivesTheTextbookValue()
    {
        // Cover and Thomas, Elements of Information Theory, example 2.2.1: the joint distribution in 32nds, rows Y = 1..4, columns X = 1..4;
        // there H(X) = 7/4, H(Y) = 2, H(X|Y) = 11/8, hence I(X;Y) = 3/8 bit.
        int[,] joint = { { 4, 2, 1, 1 }, { 2, 4, 1, 1 }, { 2, 2, 2, 2 }, { 8, 0, 0, 0 } };
        var codes = new List<int>();
        var labels = new List<int>();
        var weights = new List<double>();
        for (var y = 0; y < 4; y++)
        {
            for (var x = 0; x < 4; x++)
            {
                labels.Add(y);
                codes.Add(x);
                weights.Add(joint[y, x]);
            }
        }

        var population = new Population(labels.ToArray(), default, weights.ToArray());
        var result = new InformationCalculator(population).Measure(PackedCodes.FromInts(codes.ToArray(), 16, 1, 2));
        Assert.Equal(2, population.HY);
        Assert.Equal(1.75, result.HT);
        Assert.Equal(0.375, result.ITY);
    }

    [Fact]
    public void Measure_OneInputWithTwoCodes_SubtractsTheNoise()
    {
        // Two inputs, each seen four times; the first gives codes 0 and 1 alike, the second always 2: H(T|X) = 1/2.
        var population = new Population(new int[8], new[] { 9, 9, 9, 9, 4, 4, 4, 4 });
        var result = new InformationCalculator(population).Measure(PackedCodes.FromInts(new[] { 0, 1, 0, 1, 2, 2, 2, 2 }, 8, 1, 2));
        Assert.Equal(1, population.HX);
        Assert.Equal(2, population.DistinctInputs);
        Assert.Equal(1.5, result.HT);
        Assert.Equal(1, result.IXT);
    }

    [Fact]
    public void Measure_EqualInputsWithEqualCodes_HaveTheEntropyOfTheCodes()
    {
        var population = new Population(new int[8], new[] { 0, 0, 0, 0, 1, 1, 2, 2 });
        var result = new InformationCalculator(population).Measure(PackedCodes.FromInts(new[] { 3, 3, 3, 3, 1, 1, 1, 1 }, 8, 1, 2));
        Assert.Equal(1.5, population.HX);
        Assert.Equal(1, result.HT);
        Assert.Equal(1, result.IXT);
        Assert.False(result.Saturated);
    }

    [Theory]
    [InlineData(4096, 0, true)]
    [InlineData(4096, 100, true)] // 12 - 200/4096 = 11.951 bits, above 0.995 * 12 = 11.94
    [InlineData(4096, 200, false)] // 12 - 400/4096 = 11.902 bits
    public void Measure_PairsOfRowsShareCodes_SaturatedByTheStatedRule(int rows, int pairs, bool saturated)
    {
        var codes = Enumerable.Range(0, rows).Select(row => row < 2 * pairs ? row / 2 : row).ToArray();
        var result = Measure(codes, rows, 1, 12, new int[rows]);
        Assert.Equal(12 - (2.0 * pairs / rows), result.IXT, 1e-14);
        Assert.Equal(saturated, result.Saturated);
    }

    [Fact]
    public void Population_SztLabelCounts_GiveTheKnownEntropy()
    {
        var labels = Enumerable.Range(0, 4096).Select(row => row < 2118 ? 1 : 0).ToArray();
        Assert.Equal(0.9991571, new Population(labels).HY, 5e-8);
    }

    [Fact]
    public void Population_ZeroWeights_LeaveRowsOut()
    {
        var population = new Population(new[] { 0, 1, 5 }, default, new[] { 2.0, 2.0, 0.0 });
        var result = new InformationCalculator(population).Measure(PackedCodes.FromInts(new[] { 0, 1, 2 }, 3, 1, 2));
        Assert.Equal(1, population.HX);
        Assert.Equal(1, population.HY);
        Assert.Equal(2, population.DistinctInputs);
        Assert.Equal(2, result.Distinct);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1.0)]
    [InlineData(double.PositiveInfinity)]
    public void Population_WeightOutOfRange_NamesTheRow(double weight)
    {
        var error = Assert.Throws<ArgumentException>(() => new Population(new[] { 0, 1 }, default, new[] { 1.0, weight }));
        Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_OtherNumberOfRows_IsRefused()
    {
        var calculator = new InformationCalculator(new Population(new[] { 0, 1 }));
        var codes = PackedCodes.FromInts(new[] { 0, 1, 1 }, 3, 1, 1);
        Assert.Contains("3 rows", Assert.Throws<ArgumentException>(() => calculator.Measure(codes)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => calculator.MeasureChain([codes], new LayerInformation[1]));
    }

    private static LayerInformation Measure(int[] codes, int rows, int width, int bits, int[] labels) =>
        new InformationCalculator(new Population(labels)).Measure(PackedCodes.FromInts(codes, rows, width, bits));
}
