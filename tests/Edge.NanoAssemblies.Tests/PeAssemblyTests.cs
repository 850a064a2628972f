using Edge.Testing;

namespace Edge.NanoAssemblies.Tests;

public class PeAssemblyTests
{
    private static readonly byte[] Library = PeFile.Bytes("Library", "2.3.4.5", 0x12345678, 9, ("mscorlib", "1.17.11.0"), ("Other.Library", "7.8.9.10"));

    [Fact]
    public void Parse_ReadsNameVersionNativesAndReferences()
    {
        byte[] followed = [.. Library, 1, 2, 3];
        PeAssembly assembly = PeAssembly.Parse(followed, "x", "unused");

        Assert.Equal("Library", assembly.Name);
        Assert.Equal(new Version(2, 3, 4, 5), assembly.Version);
        Assert.Equal(0x12345678u, assembly.NativeChecksum);
        Assert.Equal([new PeReference("mscorlib", new(1, 17, 11, 0)), new PeReference("Other.Library", new(7, 8, 9, 10))], assembly.References);
        Assert.Equal(Library, assembly.Bytes.ToArray());
    }

    [Fact]
    public void Parse_OfMscorlib_KnowsItsNumber() => Assert.Equal("mscorlib", Parse(PeFile.Bytes("mscorlib", "1.17.11.0", 1, 0)).Name);

    [Fact]
    public void Parse_WithAnyBitFlipped_IsRefused()
    {
        for (int bit = 0; bit < Library.Length * 8; bit++)
        {
            byte[] flipped = [.. Library];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<PeFormatException>(() => Parse(flipped));
        }
    }

    [Fact]
    public void Parse_OfAnyBeginning_IsRefused()
    {
        for (int length = 0; length < Library.Length; length++)
        {
            Assert.Throws<PeFormatException>(() => Parse(Library[..length]));
        }
    }

    [Fact]
    public void Parse_OfTheNextLineOfNanoFramework_SaysSo()
    {
        byte[] next = [.. Library];
        next[5] = (byte)'2';
        PeFile.Seal(next);
        Assert.Contains("begins with NFMRK2: it is made for another line", Assert.Throws<PeFormatException>(() => Parse(next)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(44)]
    [InlineData(84)]
    [InlineData(88)]
    [InlineData(100)]
    public void Parse_WithATableOutside_IsRefusedThoughTheCrcFits(int offset)
    {
        byte[] unsound = [.. Library];
        unsound[offset + 3] = 0xFF;
        PeFile.Seal(unsound);
        Assert.Throws<PeFormatException>(() => Parse(unsound));
    }

    [Theory]
    [InlineData("1.17.11.0", true)]
    [InlineData("1.17.0.9", true)]
    [InlineData("1.16.11.0", false)]
    [InlineData("2.17.11.0", false)]
    public void Reference_TakesTheSameFirstTwoNumbers(string found, bool taken) =>
        Assert.Equal(taken, new PeReference("mscorlib", new Version("1.17.11.0")).Takes(new Version(found)));

    private static PeAssembly Parse(byte[] bytes) => PeAssembly.Parse(bytes, "a file", "a name");
}
