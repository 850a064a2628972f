using Edge.Information.Codes;
using Edge.Information.Exact;

namespace Edge.Information.Tests.Codes;

public class CodeHistogramTests
{
    /// <summary>Codes that are functions of the input, any number of labels, words of any width: the very same doubles.</summary>
    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(1000, 1, 2)]
    [InlineData(1000, 3, 10)]
    [InlineData(4096, 8, 40)]
    [InlineData(140_000, 5, 3)]
    public void Measure_AHistogram_GivesWhatItsCodesGive(int rows, int bits, int classes)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var (codes, labels, inputs) = Random(seed, rows, bits, classes);
            var calculator = new InformationCalculator(new Population(labels, inputs));
            Assert.Equal(calculator.Measure(codes), calculator.Measure(CodeHistogram.Of(codes, labels, classes)));
        }
    }

    [Fact]
    public void Sum_OfParts_IsTheHistogramOfTheWhole()
    {
        var (codes, labels, _) = Random(3, 1000, 3, 4);
        var whole = CodeHistogram.Of(codes, labels, 4);
        for (var cut = 1; cut < 1000; cut += 111)
        {
            var parts = new[] { (0, cut), (cut, 1000 - cut) }.Select(part => CodeHistogram.Of(
                new PackedCodes(codes.Words.Slice(part.Item1 * codes.WordsPerRow, part.Item2 * codes.WordsPerRow).ToArray(), part.Item2, codes.Width, codes.Bits),
                labels.AsSpan(part.Item1, part.Item2),
                4)).ToArray();
            Assert.True(CodeHistogram.Sum(parts).SameAs(whole));
            Assert.True(CodeHistogram.Sum([parts[1], parts[0]]).SameAs(whole));
            Assert.False(parts[0].SameAs(whole));
        }
    }

    [Fact]
    public void Of_CountsWordsByLabelInAscendingOrder()
    {
        var codes = PackedCodes.FromBytes([3, 1, 0, 2, 3, 1, 3, 1], 4, 2, 2);
        var histogram = CodeHistogram.Of(codes, [0, 1, 2, 0], 3);
        Assert.Equal((2, 4L), (histogram.Distinct, histogram.Rows));
        Assert.Equal([0b01_11UL, 0b10_00UL], histogram.Words.Words.ToArray());
        Assert.Equal([2L, 0, 1, 0, 1, 0], histogram.Counts.ToArray());
        Assert.Equal([2L, 1, 1], histogram.RowsOfLabels());
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        var (codes, labels, _) = Random(1, 20, 2, 2);
        var histogram = CodeHistogram.Of(codes, labels, 2);
        Assert.Throws<ArgumentException>(() => CodeHistogram.Of(codes, labels, 1));
        Assert.Throws<ArgumentException>(() => CodeHistogram.Of(codes, labels.AsSpan(1), 2));
        Assert.Throws<ArgumentException>(() => CodeHistogram.From(histogram.Words, new long[3], 2));
        Assert.Throws<ArgumentException>(() => CodeHistogram.Sum([]));
        Assert.Throws<ArgumentException>(() => CodeHistogram.Sum([histogram, CodeHistogram.Of(codes, labels, 3)]));
        Assert.Throws<ArgumentException>(() => new InformationCalculator(new Population([0, 1])).Measure(histogram));
        var weighted = new Population(labels, default, labels.Select(label => label + 0.5).ToArray());
        Assert.Throws<ArgumentException>(() => new InformationCalculator(weighted).Measure(histogram));
        HistogramLayer[] layers = [new("dense1", histogram, null)];
        Assert.Throws<ArgumentException>(() => new HistogramTable(new CodeOrigin(), new CodeRows([.. labels.Select(label => 1 - label)]), layers));
        Assert.Throws<ArgumentException>(
            () => new HistogramTable(new CodeOrigin(), new CodeRows(labels, weights: [.. labels.Select(_ => 1.0)]), layers));
    }

    /// <summary>Some inputs come again, with the same code and perhaps another label.</summary>
    private static (PackedCodes Codes, int[] Labels, int[] Inputs) Random(int seed, int rows, int bits, int classes)
    {
        var random = new Random(seed);
        var width = 1 + random.Next(30);
        var inputs = Enumerable.Range(0, rows).Select(row => random.Next(3) == 0 ? random.Next(row + 1) : row).ToArray();
        var distinct = 1 + random.Next(2 * rows);
        var codes = new byte[rows * width];
        for (var row = 0; row < rows; row++)
        {
            new Random(inputs[row] % distinct).NextBytes(codes.AsSpan(row * width, width));
        }

        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] &= (byte)((1 << bits) - 1);
        }

        var labels = inputs.Select(_ => random.Next(classes)).ToArray();
        labels[0] = 0;
        return (PackedCodes.FromBytes(codes, rows, width, bits), labels, inputs);
    }
}
