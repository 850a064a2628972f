using Edge.Information.Codes;
using Edge.Information.Exact;

namespace Edge.Information.Tests.Exact;

public sealed class CollisionTests
{
    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(1UL << 63)]
    [InlineData(0xFFFFFFFFFFFFFFFFUL)]
    public void Measure_HashThatCollides_ChangesNothing(ulong multiplier) => Laws.Hold(RandomTable.Cases(300), table =>
    {
        var population = new Population(table.Labels(), table.Inputs(), table.Weights());
        var expected = new InformationCalculator(population).Measure(table.Packed());
        Assert.Equal(expected, new InformationCalculator(population, multiplier).Measure(table.Packed()));
    });

    [Theory]
    [InlineData(64, 1)]
    [InlineData(65, 1)]
    [InlineData(128, 1)]
    [InlineData(129, 1)]
    [InlineData(2001, 2)]
    public void Classify_EveryRowInOneSlot_NumbersRowsByAppearance(int width, int bits)
    {
        const int Rows = 500;
        var random = new Random(11);
        var codes = Enumerable.Range(0, Rows * width).Select(_ => (byte)random.Next(1 << bits)).ToArray();

        // Row 499 differs from row 0 in its very last code only; row 300 equals row 7.
        codes.AsSpan(0, width).CopyTo(codes.AsSpan(499 * width));
        codes[^1] ^= 1;
        codes.AsSpan(7 * width, width).CopyTo(codes.AsSpan(300 * width));
        var packed = PackedCodes.FromBytes(codes, Rows, width, bits);

        var classOf = new int[Rows];
        var classes = new RowClassifier(Rows, multiplier: 0).Classify(packed.Words, packed.WordsPerRow, packed.RowBits, classOf);

        Assert.Equal(Rows - 1, classes);
        Assert.Equal(7, classOf[300]);
        Assert.Equal(Rows - 2, classOf[499]);
        Assert.Equal(classOf, RowClasses.Of(packed, out _));
    }

    [Fact]
    public void Classify_KeysMadeToCollide_StayApart()
    {
        // The multiplicative hash takes the top bits of key * M; keys j * M^-1 hash to j and share the first slot for all small j.
        const ulong GoldenRatio = 0x9E3779B97F4A7C15;
        var inverse = GoldenRatio;
        for (var i = 0; i < 6; i++)
        {
            inverse = unchecked(inverse * (2 - (GoldenRatio * inverse)));
        }

        Assert.Equal(1UL, unchecked(GoldenRatio * inverse));
        var words = Enumerable.Range(0, 2000).Select(j => unchecked((ulong)(j % 1000) * inverse)).ToArray();
        var classOf = RowClasses.Of(new PackedCodes(words, 2000, 64, 1), out var classes);
        Assert.Equal(1000, classes);
        Assert.Equal(Enumerable.Range(0, 2000).Select(j => j % 1000), classOf);
    }

    [Fact]
    public void Classify_WorkspaceReused_RemembersNothing()
    {
        var classifier = new RowClassifier(100);
        var classOf = new int[100];
        var random = new Random(3);
        for (var round = 0; round < 50; round++)
        {
            var rows = random.Next(1, 101);
            var width = random.Next(1, 200);
            var packed = PackedCodes.FromInts(Enumerable.Range(0, rows * width).Select(_ => random.Next(2)).ToArray(), rows, width, 1);
            var classes = classifier.Classify(packed.Words, packed.WordsPerRow, packed.RowBits, classOf.AsSpan(0, rows));
            Assert.Equal(RowClasses.Of(packed, out var expected), classOf[..rows]);
            Assert.Equal(expected, classes);
        }
    }
}
