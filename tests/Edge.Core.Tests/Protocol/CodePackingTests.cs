using Edge.Core.Protocol;

namespace Edge.Core.Tests.Protocol;

public class CodePackingTests
{
    [Fact]
    public void Pack_PutsBitBOfARowAtBitBModulo8OfByteBOver8()
    {
        for (int bits = 1; bits <= 8; bits++)
        {
            byte[] codes = RandomCodes(37, bits);
            byte[] packed = Enumerable.Repeat((byte)0xFF, CodePacking.RowBytes(37 * bits)).ToArray();

            int end = CodePacking.Pack(codes, codes.Length, bits, packed, 0);

            Assert.Equal(37 * bits, end);
            for (int b = 0; b < 8 * packed.Length; b++)
            {
                int expected = b < end ? (codes[b / bits] >> (b % bits)) & 1 : 0;
                Assert.Equal(expected, (packed[b / 8] >> (b % 8)) & 1);
            }
        }
    }

    [Fact]
    public void PackThenUnpack_LayersBehindEachOther_GivesTheCodesBack()
    {
        int[] widths = [10, 7, 5, 4, 3, 2, 2];
        int[] bits = [8, 1, 3, 5, 7, 2, 6];
        byte[][] layers = widths.Select((w, i) => RandomCodes(w, bits[i])).ToArray();
        byte[] packed = new byte[2 + CodePacking.RowBytes(widths.Zip(bits, (w, k) => w * k).Sum())];

        int position = 16;
        for (int l = 0; l < layers.Length; l++)
        {
            position = CodePacking.Pack(layers[l], layers[l].Length, bits[l], packed, position);
        }

        int reading = 16;
        for (int l = 0; l < layers.Length; l++)
        {
            byte[] codes = new byte[widths[l]];
            reading = CodePacking.Unpack(packed, reading, codes, widths[l], bits[l]);
            Assert.Equal(layers[l], codes);
        }

        Assert.Equal(position, reading);
    }

    [Theory]
    [InlineData(0u, 3, "000")]
    [InlineData(1u, 3, "001")]
    [InlineData(6u, 3, "110")]
    [InlineData(0x80000001u, 32, "10000000000000000000000000000001")]
    public void Count_MostSignificantBitFirst(uint row, int width, string expected)
    {
        byte[] codes = new byte[width];

        CodePacking.Count(row, codes, width);

        Assert.Equal(expected, string.Concat(codes));
    }

    private static byte[] RandomCodes(int count, int bits)
    {
        Random random = new(bits);
        return Enumerable.Range(0, count).Select(_ => (byte)random.Next(1 << bits)).ToArray();
    }
}
