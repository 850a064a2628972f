using Edge.Training.Data;
using Edge.Training.Layers;
using Edge.Training.Numerics;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests.Data;

public class LabeledRowsTests
{
    [Theory]
    [InlineData(1, 70)]
    [InlineData(2, 17)]
    [InlineData(3, 9)]
    [InlineData(4, 8)]
    [InlineData(7, 5)]
    [InlineData(8, 4)]
    public void Codes_SurvivePacking(int bits, int width)
    {
        byte[] codes = Codes(bits, width * 20);
        var rows = new LabeledRows(width, bits, codes, new int[20]);
        var row = new byte[width];
        for (int r = 0; r < 20; r++)
        {
            rows.CopyRow(r, row);
            Assert.Equal(codes[(r * width)..((r + 1) * width)], row);
        }

        Assert.Equal(codes.Max(), rows.LargestCode);
    }

    [Theory]
    [InlineData(1, 70, true, 0)]
    [InlineData(1, 12, false, 0)]
    [InlineData(2, 17, false, 1)]
    [InlineData(5, 9, false, 20)]
    [InlineData(8, 5, false, 0)]
    public void Batch_FeaturesByRows(int bits, int width, bool bipolar, int zeroPoint)
    {
        byte[] codes = Codes(bits, width * 50);
        int[] labels = [.. Enumerable.Range(0, 50).Select(r => r % 3)];
        var rows = new LabeledRows(width, bits, codes, labels);
        var batch = new Batch(width, 40, new CodeGrid(bits, (1 << bits) - 1, zeroPoint, bipolar));
        foreach (int size in new[] { 40, 7, 16 })
        {
            int[] order = [.. Enumerable.Range(0, size).Select(r => (r * 7 + 3) % 50)];
            batch.Load(rows, order);
            Assert.Equal((size, (size + 15) / 16), (batch.Rows, batch.Blocks));
            for (int r = 0; r < batch.Blocks * 16; r++)
            {
                Assert.Equal(r < size ? labels[order[r]] : 0, batch.Labels[r]);
                for (int i = 0; i < width; i++)
                {
                    int code = r < size ? codes[order[r] * width + i] : 0;
                    Assert.Equal(bipolar ? 2 * code - 1 : code - zeroPoint, batch.Inputs.Span[i * batch.Stride + r]);
                }
            }
        }
    }

    [Fact]
    public void Constructor_NamesWhatIsWrong()
    {
        Assert.Contains("row 1, column 0: code 4", Assert.Throws<ArgumentException>(() => new LabeledRows(2, 2, [0, 1, 4, 0], [0, 0])).Message);
        Assert.Contains("row 1: label -1", Assert.Throws<ArgumentException>(() => new LabeledRows(1, 1, [0, 1], [0, -1])).Message);
        Assert.Throws<ArgumentException>(() => new LabeledRows(2, 1, [0, 1, 0], [0, 1]));
        Assert.Throws<ArgumentException>(() => new LabeledRows(2, 1, [0, 1], [0]).WithLabels([0, 1]));
    }

    [Fact]
    public void Subset_KeepsOrder()
    {
        LabeledRows subset = SztRows.All.Subset([4095, 0, 2048]);
        Assert.Equal([1, 0, 0], subset.Labels.ToArray());
        Assert.Equal((1, 0, 1), (subset.CodeAt(0, 11), subset.CodeAt(1, 0), subset.CodeAt(2, 0)));
    }

    private static byte[] Codes(int bits, int count)
    {
        var random = new RandomSource((ulong)bits);
        return [.. Enumerable.Range(0, count).Select(_ => (byte)random.NextBelow(1 << bits))];
    }
}
