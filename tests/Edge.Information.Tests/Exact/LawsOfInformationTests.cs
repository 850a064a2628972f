using Edge.Information.Codes;
using Edge.Information.Exact;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Information.Tests.Exact;

public sealed class LawsOfInformationTests
{
    private const double Rounding = 1e-13;

    private static readonly Gen<RandomTable> Tables = RandomTable.Cases(200);

    [Fact]
    public void Relabelling_Codes_ChangesNoBit() => Laws.Hold(Tables, table =>
    {
        // An odd multiplier is a bijection of codes of any number of bits.
        var mask = (uint)((1UL << table.Bits) - 1);
        var relabelled = Array.ConvertAll(table.Codes(), code => unchecked((code * 0x9E3779B1u) + 12345u) & mask);
        Assert.Equal(Measure(table, table.Codes(), table.Width), Measure(table, relabelled, table.Width));
    });

    [Fact]
    public void Permuting_RowsOfIntegerWeight_ChangesNoBit() => Laws.Hold(Tables.Where(t => t.Weighting != WeightKind.Real), table =>
    {
        var order = Enumerable.Range(0, table.Rows).ToArray();
        new Random(table.Seed).Shuffle(order);
        var codes = table.Codes();
        var permuted = order.SelectMany(row => codes.AsSpan(row * table.Width, table.Width).ToArray()).ToArray();
        var population = new Population(Pick(table.Labels(), order), Pick(table.Inputs(), order), Pick(table.Weights(), order));
        var result = new InformationCalculator(population).Measure(PackedCodes.From<uint>(permuted, table.Rows, table.Width, table.Bits));
        Assert.Equal(Measure(table, codes, table.Width), result);
    });

    [Fact]
    public void Bounds_Hold() => Laws.Hold(Tables, table =>
    {
        var population = PopulationOf(table);
        var result = Measure(table, table.Codes(), table.Width);
        Assert.InRange(result.HT, 0, Math.Log2(result.Distinct) + Rounding);
        Assert.InRange(result.IXT, 0, Math.Min(population.HX, result.HT) + Rounding);
        Assert.InRange(result.ITY, 0, Math.Min(population.HY, result.HT) + Rounding);
        Assert.InRange(population.HX, 0, Math.Log2(population.DistinctInputs) + Rounding);
    });

    [Fact]
    public void DataProcessing_FunctionOfCodes_CarriesNoMore() => Laws.Hold(Tables, table =>
    {
        // T2 = f(T1): some neurons dropped, the others coarsened.
        var width = Math.Max(1, table.Width / 2);
        var codes = table.Codes();
        var coarse = Enumerable.Range(0, table.Rows * width).Select(i => codes[(i / width * table.Width) + (i % width)] / 3).ToArray();
        var first = Measure(table, codes, table.Width);
        var second = Measure(table, coarse, width);
        Assert.True(second.HT <= first.HT + Rounding);
        Assert.True(second.IXT <= first.IXT + Rounding);
        Assert.True(second.ITY <= first.ITY + Rounding);
        Assert.True(second.Distinct <= first.Distinct);
    });

    [Fact]
    public void Multiplicities_EqualRepeatedRows() => Laws.Hold(Tables, table =>
    {
        var random = new Random(table.Seed);
        var times = Enumerable.Range(0, table.Rows).Select(row => row == 0 ? 1 : random.Next(4)).ToArray();
        var repeated = Enumerable.Range(0, table.Rows).SelectMany(row => Enumerable.Repeat(row, times[row])).ToArray();
        var inputs = table.Inputs() ?? Enumerable.Range(0, table.Rows).ToArray();
        var weighted = new Population(table.Labels(), inputs, Array.ConvertAll(times, n => (double)n));
        var unrolled = new Population(Pick(table.Labels(), repeated), Pick(inputs, repeated));
        var codes = table.Codes();
        var unrolledCodes = repeated.SelectMany(row => codes.AsSpan(row * table.Width, table.Width).ToArray()).ToArray();
        var expected = new InformationCalculator(unrolled).Measure(
            PackedCodes.From<uint>(unrolledCodes, repeated.Length, table.Width, table.Bits));
        Assert.Equal(expected, new InformationCalculator(weighted).Measure(table.Packed()));
        Assert.Equal(unrolled.HX, weighted.HX);
        Assert.Equal(unrolled.HY, weighted.HY);
        Assert.Equal(unrolled.DistinctInputs, weighted.DistinctInputs);
    });

    [Fact]
    public void Weights_ScaledByAPowerOfTwo_ChangeNoBit() => Laws.Hold(Tables, table =>
    {
        var weights = table.Weights() ?? Enumerable.Repeat(1.0, table.Rows).ToArray();
        var scaled = new Population(table.Labels(), table.Inputs(), Array.ConvertAll(weights, w => w * Math.Pow(2, -30)));
        Assert.Equal(Measure(table, table.Codes(), table.Width), new InformationCalculator(scaled).Measure(table.Packed()));
    });

    [Fact]
    public void DuplicatedInputs_EqualCodesForEqualInputs_GiveEntropyOfCodes() => Laws.Hold(Tables, table =>
    {
        var inputs = RowClasses.Of(table.Packed(), out _);
        var population = new Population(table.Labels(), inputs, table.Weights());
        var result = new InformationCalculator(population).Measure(table.Packed());
        Assert.Equal(result.HT, result.IXT);
        Assert.Equal(population.HX, result.IXT);
    });

    private static Population PopulationOf(RandomTable table) => new(table.Labels(), table.Inputs(), table.Weights());

    private static LayerInformation Measure(RandomTable table, uint[] codes, int width) =>
        new InformationCalculator(PopulationOf(table)).Measure(PackedCodes.From<uint>(codes, table.Rows, width, table.Bits));

    private static T[]? Pick<T>(T[]? values, int[] order) => values is null ? null : Array.ConvertAll(order, row => values[row]);
}
