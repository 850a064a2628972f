using Edge.Testing;

namespace Edge.NanoAssemblies.Tests;

public class PeHeaderTests
{
    private static readonly byte[] Library = PeFile.Bytes("Library", "2.3.4.5", 0x12345678, 9, ("mscorlib", "1.17.11.0"));

    // The catalogue's check value of CRC-32/CKSUM, which is the same but for its inverted result, is 0x765E7680.
    [Fact]
    public void Crc_OfTheCatalogueText_IsItsCheckValue() => Assert.Equal(~0x765E7680u, PeCrc.Of("123456789"u8));

    [Fact]
    public void Parse_ReadsVersionNativesAndLength()
    {
        byte[] followed = [.. Library, 1, 2, 3];
        Assert.Equal(new PeHeader(new Version(2, 3, 4, 5), 0x12345678, Library.Length), PeHeader.Parse(followed, "x"));
    }

    [Fact]
    public void Seal_AfterAChange_GivesTheCrcsThatTheFormatAsksFor()
    {
        byte[] changed = [.. Library, 1, 2, 3];
        changed[^4] ^= 0x55;
        Assert.Throws<PeFormatException>(() => PeHeader.Parse(changed, "x"));
        byte[] expected = changed[..^3];
        PeFile.Seal(expected);

        PeHeader.Seal(changed);

        Assert.Equal([.. expected, 1, 2, 3], changed);
    }
}
