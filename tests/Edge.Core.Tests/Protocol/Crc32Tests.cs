using System.Text;
using Edge.Core.Protocol;

namespace Edge.Core.Tests.Protocol;

public class Crc32Tests
{
    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void Of_KnownTexts(string text, uint crc)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);

        Assert.Equal(crc, Crc32.Of(bytes, 0, bytes.Length));
    }

    [Fact]
    public void Of_EqualsDivisionBitByBit()
    {
        Random random = new(4);
        for (int length = 0; length < 300; length++)
        {
            byte[] bytes = new byte[length + 3];
            random.NextBytes(bytes);

            Assert.Equal(BitByBit(bytes[2..^1]), Crc32.Of(bytes, 2, length));
        }
    }

    [Fact]
    public void Continue_InPieces_EqualsTheWhole()
    {
        byte[] bytes = new byte[100];
        new Random(5).NextBytes(bytes);

        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            uint crc = Crc32.Continue(Crc32.Of(bytes, 0, cut), bytes, cut, bytes.Length - cut);
            Assert.Equal(Crc32.Of(bytes, 0, bytes.Length), crc);
        }
    }

    private static uint BitByBit(byte[] bytes)
    {
        uint remainder = 0xFFFFFFFF;
        foreach (byte b in bytes)
        {
            remainder ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 1) != 0 ? (remainder >> 1) ^ 0xEDB88320u : remainder >> 1;
            }
        }

        return ~remainder;
    }
}
