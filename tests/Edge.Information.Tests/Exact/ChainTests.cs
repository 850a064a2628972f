using Edge.Information.Codes;
using Edge.Information.Exact;
using Edge.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Information.Tests.Exact;

public sealed class ChainTests
{
    [Fact]
    public void MeasureChain_EqualsMeasure_BitForBit() => Laws.Hold(RandomTable.Cases(500), table => Compare(table, 6), 300);

    [Theory]
    [InlineData(4096, 10, 8, 3500)]
    [InlineData(4096, 30, 8, 1000)]
    [InlineData(4096, 10, 1, 900)]
    [InlineData(70000, 10, 8, 60000)]
    public void MeasureChain_EqualsMeasure_DatasetSizes(int rows, int width, int bits, int alphabet) =>
        Compare(new RandomTable(rows, width, bits, 2, alphabet, 0, WeightKind.None, 17), 6);

    [Fact]
    public void Measure_WorkspaceReused_AllocatesNothing()
    {
        var table = new RandomTable(1000, 10, 8, 3, 700, 0, WeightKind.None, 1);
        var calculator = new InformationCalculator(new Population(table.Labels()));
        var layers = Layers(table, 4);
        var results = new LayerInformation[layers.Length];
        Run();
        Assert.Equal(0, Allocations.Of(Run));

        void Run()
        {
            calculator.MeasureChain(layers, results);
            calculator.Measure(layers[0]);
        }
    }

    [Fact]
    public void MeasureChain_TooFewResults_IsRefused()
    {
        var calculator = new InformationCalculator(new Population(new int[1]));
        var codes = PackedCodes.FromInts(new[] { 0 }, 1, 1, 1);
        Assert.Throws<ArgumentException>(() => calculator.MeasureChain([codes, codes], new LayerInformation[1]));
    }

    private static void Compare(RandomTable table, int depth)
    {
        // Inputs share a class only where their codes are equal, as in a network.
        var inputs = table.InputCount % 2 == 0 ? null : RowClasses.Of(table.Packed(), out _);
        var calculator = new InformationCalculator(new Population(table.Labels(), inputs, table.Weights()));
        var layers = Layers(table, depth);
        var results = new LayerInformation[depth];
        calculator.MeasureChain(layers, results);
        Assert.Equal(layers.Select(calculator.Measure), results);
    }

    // Each layer is the one before with every code shifted right by one bit more, and then with fewer neurons.
    internal static PackedCodes[] Layers(RandomTable table, int depth)
    {
        var codes = table.Codes();
        return Enumerable.Range(0, depth).Select(layer =>
        {
            var width = Math.Max(1, table.Width - layer);
            var shift = layer * table.Bits / (depth * 2);
            var values = Enumerable.Range(0, table.Rows * width).Select(i => codes[(i / width * table.Width) + (i % width)] >> shift).ToArray();
            return PackedCodes.From<uint>(values, table.Rows, width, table.Bits);
        }).ToArray();
    }
}
