using Edge.Core.Inference.Sliced;

namespace Edge.Core.Tests.Inference.Sliced;

public class BitColumnsTests
{
    [Fact]
    public void Transpose_ExchangesWordAndBit_InEveryByte()
    {
        ulong[] words = Random(8);
        ulong[] target = new ulong[8];

        BitColumns.Transpose(words, 0, 1, target, 0);

        for (int j = 0; j < 8; j++)
        {
            for (int bit = 0; bit < 64; bit++)
            {
                Assert.Equal((words[bit % 8] >> ((bit & 56) + j)) & 1, (target[j] >> bit) & 1);
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 64)]
    [InlineData(13, 63)]
    [InlineData(130, 64)]
    [InlineData(64, 7)]
    public void Load_PutsInputIOfRowRInBitROfPlaneI(int width, int count)
    {
        int rowBytes = (width + 7) / 8;
        byte[] rows = new byte[3 + (count * rowBytes)];
        new Random(width).NextBytes(rows);
        ulong[] planes = new ulong[2 * width];

        BitColumns.Load(rows, 3, rowBytes, count, width, planes, new ulong[8]);

        for (int i = 0; i < width; i++)
        {
            Assert.Equal(~planes[2 * i], planes[(2 * i) + 1]);
            for (int r = 0; r < 64; r++)
            {
                int expected = r < count ? (rows[3 + (r * rowBytes) + (i / 8)] >> (i % 8)) & 1 : 0;
                Assert.Equal((ulong)expected, (planes[2 * i] >> r) & 1);
            }
        }
    }

    [Fact]
    public void Store_WritesOneByteOfEveryRow_AndNothingElse()
    {
        ulong[] planes = Random(20);
        byte[] rows = new byte[2 + (64 * 5)];

        BitColumns.Store(planes, 4, new ulong[8], rows, 2, 5);

        for (int at = 0; at < rows.Length; at++)
        {
            int row = (at - 2) / 5;
            Assert.Equal(at >= 2 && (at - 2) % 5 == 0 ? Number(planes, 4, 8, row) : 0, rows[at]);
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public void CopyEntries_CopiesTheEntryThatThePlanesName(int bits)
    {
        ulong[] planes = new ulong[40];
        Array.Copy(Random(2 * bits), 0, planes, 2, 2 * bits);
        Array.Clear(planes, 2 + (2 * bits), planes.Length - 2 - (2 * bits));
        byte[] table = new byte[3 << bits];
        new Random(bits).NextBytes(table);
        byte[] rows = new byte[64 * 4];
        ulong[] column = new ulong[16];

        if (bits <= 8)
        {
            BitColumns.CopyEntries(planes, 2, column, table, 3, rows, 1, 4);
        }
        else
        {
            BitColumns.CopyWideEntries(planes, 2, column, table, 3, rows, 1, 4);
        }

        for (int row = 0; row < 64; row++)
        {
            int entry = 3 * Number(planes, 2, bits, row);
            Assert.Equal([0, .. table[entry..(entry + 3)]], rows[(4 * row)..((4 * row) + 4)]);
        }
    }

    /// <summary>The number whose bit b is the bit of a row in the plane at + 2b.</summary>
    private static int Number(ulong[] planes, int at, int bits, int row) =>
        Enumerable.Range(0, bits).Sum(b => (int)((planes[at + (2 * b)] >> row) & 1) << b);

    private static ulong[] Random(int count)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64() ^ ((ulong)random.Next() << 40))];
    }
}
