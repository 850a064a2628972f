using Edge.Information.Codes;
using Edge.Information.Exact;
using Edge.Testing;

namespace Edge.Information.Tests.Exact;

/// <summary>Several sets of rows at once give what each gives alone.</summary>
public sealed class ChainCalculatorTests
{
    [Theory]
    [InlineData(4096, 2, 3000)]
    [InlineData(4096, 2, 90)]
    [InlineData(300, 1, 40)]
    [InlineData(500, 3, 200)]
    [InlineData(70000, 2, 60000)]
    public void Measure_SeveralSets_IsTheChainOnEach(int rows, int labels, int alphabet)
    {
        RandomTable table = new(rows, 10, 8, labels, alphabet, 0, WeightKind.None, 5);
        int[][] parts = Parts(rows);
        int[] all = [.. Enumerable.Range(0, rows)];
        foreach (int[][] sets in new int[][][] { [all], [parts[0]], [parts[1], all], [all, parts[0], parts[1]], [parts[0], parts[0]], [parts[0], Half(all), all] })
        {
            Compare(table, 5, sets);
        }
    }

    [Fact]
    public void Measure_LayersOfAnotherNumberOfRows_AreRefused()
    {
        ChainCalculator calculator = new([0, 1], [], [[0, 1]]);
        PackedCodes codes = PackedCodes.FromInts(new[] { 0 }, 1, 1, 1);
        Assert.Throws<ArgumentException>(() => calculator.Measure([codes], [new LayerInformation[1]]));
        PackedCodes two = PackedCodes.FromInts(new[] { 0, 1 }, 2, 1, 1);
        Assert.Throws<ArgumentException>(() => calculator.Measure([two], []));
        Assert.Throws<ArgumentException>(() => calculator.Measure([two], [[]]));
    }

    [Fact]
    public void Measure_Again_AllocatesNothing()
    {
        RandomTable table = new(1000, 10, 8, 2, 700, 0, WeightKind.None, 1);
        int[] all = [.. Enumerable.Range(0, 1000)];
        ChainCalculator calculator = new(table.Labels(), [], [Half(all), all]);
        PackedCodes[] layers = ChainTests.Layers(table, 4);
        LayerInformation[][] results = [new LayerInformation[4], new LayerInformation[4]];
        calculator.Measure(layers, results);
        Assert.Equal(0, Allocations.Of(() => calculator.Measure(layers, results)));
    }

    // Measured three times: the pivot follows what was found before.
    private static void Compare(RandomTable table, int depth, int[][] sets)
    {
        PackedCodes[] layers = ChainTests.Layers(table, depth);
        int[] labels = table.Labels();
        ChainCalculator calculator = new(labels, [], sets);
        LayerInformation[][] results = [.. sets.Select(_ => new LayerInformation[depth])];
        for (int time = 0; time < 3; time++)
        {
            calculator.Measure(layers, results);
            for (int set = 0; set < sets.Length; set++)
            {
                InformationCalculator alone = new(new Population(Array.ConvertAll(sets[set], row => labels[row])));
                Assert.Equal(layers.Select(layer => alone.Measure(Rows(layer, sets[set]))), results[set]);
            }
        }
    }

    private static int[][] Parts(int rows)
    {
        Random random = new(3);
        ILookup<bool, int> parts = Enumerable.Range(0, rows).ToLookup(_ => random.Next(5) == 0);
        return [[.. parts[false]], [.. parts[true]]];
    }

    private static int[] Half(int[] rows) => [.. rows.Where(row => row % 2 == 0)];

    private static PackedCodes Rows(PackedCodes codes, int[] rows) =>
        new([.. rows.SelectMany(row => codes.Row(row).ToArray())], rows.Length, codes.Width, codes.Bits);
}
