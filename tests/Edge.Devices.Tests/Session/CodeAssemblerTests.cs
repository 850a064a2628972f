using Edge.Devices.Session;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Devices.Tests.Session;

public class CodeAssemblerTests
{
    [Fact]
    public void Take_AnyOrderDuplicatesAndPieces_GivesEveryRowOnce()
    {
        // A case is a seed: it decides the shape, how the rows are cut into frames, and the order they come in.
        Arbitrary<int> seeds = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();
        Config config = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(4711, 17);
        Check.One(config, Prop.ForAll(seeds, seed => Assembles(new Random(seed))));
    }

    [Fact]
    public void Take_WholeRowsInOrder_IsComplete()
    {
        CodeAssembler block = new(10, 3, 2);
        Assert.True(block.Take(10, 2, 0, [1, 2, 3, 4]));
        Assert.Equal(1, block.Missing);
        Assert.True(block.NextMissing(10, 5, out int first, out int count));
        Assert.Equal((12, 1), (first, count));
        Assert.True(block.Take(12, 1, 0, [5, 6]));
        Assert.False(block.NextMissing(10, 5, out _, out _));
        Assert.Equal([1, 2, 3, 4, 5, 6], block.Rows.ToArray());
    }

    [Fact]
    public void Take_RowsOutsideTheBlock_ArePassedOver()
    {
        CodeAssembler block = new(10, 2, 1);
        Assert.True(block.Take(8, 4, 0, [1, 2, 3, 4]));
        Assert.True(block.Take(uint.MaxValue, 1, 0, [9]));
        Assert.Equal([3, 4], block.Rows.ToArray());
        Assert.Equal(0, block.Doubled);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(1, 3, 2)]
    [InlineData(2, 0, 7)]
    [InlineData(2, 1, 3)]
    [InlineData(0, 0, 4)]
    public void Take_ShapeThatMakesNoSense_IsRefused(int rows, int byteOffset, int bytes)
    {
        CodeAssembler block = new(0, 4, 4);
        Assert.False(block.Take(0, rows, byteOffset, new byte[bytes]));
        Assert.Equal(4, block.Missing);
    }

    [Theory]
    [InlineData(0, new byte[] { 1, 2 })]
    [InlineData(1, new byte[] { 9 })]
    public void Take_RowThatDiffersFromBefore_IsAnError(int byteOffset, byte[] second)
    {
        CodeAssembler block = new(7, 1, 3);
        block.Take(7, 1, 0, [1, 8, 3]);
        DeviceException thrown = Assert.Throws<DeviceException>(() => block.Take(7, 1, byteOffset, second));
        Assert.Contains("two different answers for row 7", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NextMissing_LongRuns_FindsTheGap()
    {
        CodeAssembler block = new(0, 1000, 1);
        byte[] ones = [.. Enumerable.Repeat((byte)1, 1000)];
        block.Take(0, 700, 0, ones.AsSpan(0, 700));
        block.Take(703, 297, 0, ones.AsSpan(0, 297));
        Assert.True(block.NextMissing(0, 2, out int first, out int count));
        Assert.Equal((700, 2), (first, count));
        Assert.True(block.NextMissing(702, 100, out first, out count));
        Assert.Equal((702, 1), (first, count));
        Assert.False(block.NextMissing(703, 100, out _, out _));
    }

    private static bool Assembles(Random random)
    {
        int firstRow = random.Next(5000);
        int rows = random.Next(1, 150);
        int rowBytes = random.Next(1, 40);
        byte[] expected = new byte[rows * rowBytes];
        random.NextBytes(expected);
        List<(int Row, int Count, int Offset, int Bytes)> frames = [];
        for (int row = 0; row < rows;)
        {
            if (random.Next(2) == 0)
            {
                int count = random.Next(1, Math.Min(rows - row, 9) + 1);
                frames.Add((row, count, 0, count * rowBytes));
                row += count;
                continue;
            }

            for (int offset = 0; offset < rowBytes;)
            {
                int bytes = random.Next(1, rowBytes - offset + 1);
                frames.Add((row, 1, offset, bytes));
                offset += bytes;
            }

            row++;
        }

        frames.AddRange([.. frames.Where(_ => random.Next(3) == 0)]);
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(frames));
        CodeAssembler block = new(firstRow, rows, rowBytes);
        foreach ((int row, int count, int offset, int bytes) in frames)
        {
            if (!block.Take((uint)(firstRow + row), count, offset, expected.AsSpan((row * rowBytes) + offset, bytes)))
            {
                return false;
            }
        }

        return block.Missing == 0
            && !block.NextMissing(firstRow, rows, out _, out _)
            && block.Rows.SequenceEqual(expected);
    }
}
