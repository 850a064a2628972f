using Edge.Core.Inference;

namespace Edge.Core.Tests.Inference;

public class PackedCodesTests
{
    [Fact]
    public void AppendCodes_PutsBitBOfARowAtBitBModulo8OfByteBOver8()
    {
        for (int bits = 1; bits <= 8; bits++)
        {
            byte[] codes = RandomCodes(37, bits);
            byte[] packed = Enumerable.Repeat((byte)0xFF, PackedCodes.RowBytes(37, bits)).ToArray();

            int end = PackedCodes.AppendCodes(codes, codes.Length, bits, packed, 0);

            Assert.Equal(37 * bits, end);
            for (int b = 0; b < 8 * packed.Length; b++)
            {
                int expected = b < end ? (codes[b / bits] >> (b % bits)) & 1 : 0;
                Assert.Equal(expected, (packed[b / 8] >> (b % 8)) & 1);
            }
        }
    }

    [Fact]
    public void AppendBits_WritesWhatAppendCodesWrites_AtEveryPosition()
    {
        for (int width = 1; width <= 130; width += 3)
        {
            byte[] codes = RandomCodes(width, 1);
            ulong[] words = new ulong[(width + 63) / 64];
            for (int i = 0; i < width; i++)
            {
                words[i / 64] |= (ulong)codes[i] << (i % 64);
            }

            for (int bit = 0; bit < 16; bit++)
            {
                byte[] expected = new byte[(bit + width + 7) / 8];
                byte[] packed = new byte[expected.Length];

                Assert.Equal(bit + width, PackedCodes.AppendCodes(codes, width, 1, expected, bit));
                Assert.Equal(bit + width, PackedCodes.AppendBits(words, width, packed, bit));
                Assert.Equal(expected, packed);
            }
        }
    }

    [Fact]
    public void ReadCodes_GivesBackWhatAppendCodesWrote()
    {
        for (int bits = 1; bits <= 8; bits++)
        {
            byte[] codes = RandomCodes(41, bits);
            byte[] packed = new byte[3 + PackedCodes.RowBytes(41, bits)];
            PackedCodes.AppendCodes(codes, 41, bits, packed, 24);
            byte[] read = new byte[41];

            PackedCodes.ReadCodes(packed, 3, 41, bits, read);

            Assert.Equal(codes, read);
        }
    }

    [Theory]
    [InlineData(0u, 3, "000")]
    [InlineData(1u, 3, "001")]
    [InlineData(6u, 3, "110")]
    [InlineData(0x80000001u, 32, "10000000000000000000000000000001")]
    public void ReadCounting_MostSignificantBitFirst(uint row, int width, string expected)
    {
        ulong[] words = new ulong[1];
        byte[] codes = new byte[width];

        PackedCodes.ReadCounting(row, width, words);

        PackedCodes.BitsToCodes(words, width, codes);
        Assert.Equal(expected, string.Concat(codes));
    }

    private static byte[] RandomCodes(int count, int bits)
    {
        Random random = new(bits);
        return Enumerable.Range(0, count).Select(_ => (byte)random.Next(1 << bits)).ToArray();
    }
}
