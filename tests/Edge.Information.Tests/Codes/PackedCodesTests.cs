using Edge.Information.Codes;
using Edge.Information.Tests.Exact;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Information.Tests.Codes;

public sealed class PackedCodesTests
{
    [Fact]
    public void From_GivesCodesBack() => Laws.Hold(RandomTable.Cases(40), table =>
    {
        var packed = table.Packed();
        var codes = table.Codes();
        Assert.Equal(codes, packed.ToCodes<uint>());
        Assert.Equal(codes.Select(code => (long)code), packed.ToCodes<long>());
        Assert.Equal(packed.Words.ToArray(), PackedCodes.From<long>(packed.ToCodes<long>(), packed.Rows, packed.Width, packed.Bits).Words.ToArray());
    });

    [Fact]
    public void From_EveryBit_StandsWhereTheLayoutSays() => Laws.Hold(RandomTable.Cases(20), table =>
    {
        var packed = table.Packed();
        for (var row = 0; row < packed.Rows; row++)
        {
            for (var bit = 0; bit < packed.WordsPerRow * 64; bit++)
            {
                var expected = bit < packed.RowBits ? (packed[row, bit / packed.Bits] >> (bit % packed.Bits)) & 1 : 0;
                Assert.Equal(expected, (packed.Row(row)[bit / 64] >> (bit % 64)) & 1);
            }
        }
    });

    [Fact]
    public void From_CodesStraddlingWords_GoldenWords()
    {
        // 13 codes of 5 bits take 65 bits: code 12 (bits 60..64) straddles both words.
        var codes = Enumerable.Range(0, 13).Select(i => i == 12 ? 0b10001 : i).ToArray();
        var packed = PackedCodes.FromInts(codes, 1, 13, 5);
        Assert.Equal(2, packed.WordsPerRow);
        Assert.Equal(0b0001_01011_01010_01001_01000_00111_00110_00101_00100_00011_00010_00001_00000UL, packed.Words[0]);
        Assert.Equal(1UL, packed.Words[1]);
        Assert.Equal(0b10001u, packed[0, 12]);
    }

    [Fact]
    public void RowBytes_RoundTrip() => Laws.Hold(RandomTable.Cases(20), table =>
    {
        var packed = table.Packed();
        var stride = packed.BytesPerRow + 3;
        var bytes = Enumerable.Repeat((byte)0xFF, 2 + (table.Rows * stride)).ToArray();
        for (var row = 0; row < packed.Rows; row++)
        {
            packed.CopyRowBytes(row, bytes.AsSpan(2 + (row * stride)));
        }

        var read = PackedCodes.FromRowBytes(bytes, 2, stride, packed.Rows, packed.Width, packed.Bits);
        Assert.Equal(packed.Words.ToArray(), read.Words.ToArray());
    });

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(64, 1, 1)]
    [InlineData(65, 1, 2)]
    [InlineData(8, 8, 1)]
    [InlineData(9, 8, 2)]
    [InlineData(2, 32, 1)]
    [InlineData(1000, 8, 125)]
    public void WordsFor_RoundsUpToWords(int width, int bits, int words) => Assert.Equal(words, PackedCodes.WordsFor(width, bits));

    [Fact]
    public void Constructor_WrapsTheArrayItself()
    {
        var words = new ulong[3];
        var packed = new PackedCodes(words, 3, 10, 6);
        words[2] = 0b111111UL << 54;
        packed.CheckPadding();
        Assert.Equal(63u, packed[2, 9]);
    }

    [Fact]
    public void CheckPadding_BitBeyondTheCodes_NamesTheRow()
    {
        Assert.Contains("Row 1", Assert.Throws<ArgumentException>(() => new PackedCodes([1, 1UL << 60], 2, 10, 6)).Message, StringComparison.Ordinal);
        Assert.Contains("Row 0", Assert.Throws<ArgumentException>(() => new PackedCodes([0, 2], 1, 65, 1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 33)]
    [InlineData(int.MaxValue, 32)]
    public void WordsFor_OutOfRange_IsRefused(int width, int bits) => Assert.Throws<ArgumentOutOfRangeException>(() => PackedCodes.WordsFor(width, bits));

    [Fact]
    public void From_CodeThatDoesNotFit_IsNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => PackedCodes.FromInts(new[] { 0, 1, 2, 4 }, 2, 2, 2));
        Assert.StartsWith("Code 4 at row 1, neuron 1 does not fit 2 bits.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PackedCodes.FromInts(new[] { -1 }, 1, 1, 32));
        Assert.Throws<ArgumentException>(() => PackedCodes.FromInts(new[] { 1 }, 1, 2, 2));
        Assert.Throws<ArgumentException>(() => new PackedCodes(new ulong[2], 1, 2, 2));
    }

    [Fact]
    public void Indexer_OutsideTheTable_IsRefused()
    {
        var packed = PackedCodes.FromInts(new[] { 1, 2 }, 1, 2, 2);
        Assert.ThrowsAny<ArgumentException>(() => packed[0, 2]);
        Assert.ThrowsAny<ArgumentException>(() => packed[0, -1]);
        Assert.ThrowsAny<Exception>(() => packed[1, 0]);
    }
}
