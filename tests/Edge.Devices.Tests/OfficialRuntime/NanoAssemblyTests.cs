using System.Buffers.Binary;
using System.Text;
using Edge.Devices.OfficialRuntime;
using Edge.Devices.Tests.Support;
using Edge.Testing;

namespace Edge.Devices.Tests.OfficialRuntime;

public class NanoAssemblyTests
{
    [Fact]
    public void Seal_KnownText_HasTheKnownCrc()
    {
        // The check value of the CRC that POSIX cksum builds on: nine digits, from 0, without a final xor.
        byte[] bytes = NanoClrFolder.Pe([], 1, 2, 3);
        byte[] nine = [.. bytes, .. "123456789"u8];
        BinaryPrimitives.WriteInt32LittleEndian(nine.AsSpan(100), nine.Length);

        NanoAssembly.Seal(nine);

        Assert.Equal(0x89A1897FU, BinaryPrimitives.ReadUInt32LittleEndian(nine.AsSpan(12)));
    }

    [Fact]
    public void Read_SoundAssembly_HasVersionAndLength()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a.pe"), [.. NanoClrFolder.Pe("tables"u8, 1, 17, 11), 0, 0]);

        NanoAssembly assembly = NanoAssembly.Read(folder.File("a.pe"));

        Assert.Equal((new Version(1, 17, 11), NanoAssembly.HeaderBytes + 8), (assembly.Version, assembly.Length));
    }

    [Theory]
    [InlineData(0, "is no assembly of nanoFramework 1.x")]
    [InlineData(28, "is torn or damaged")]
    [InlineData(101, "is torn or damaged")]
    [InlineData(126, "is torn or damaged")]
    public void Read_AChangedByte_IsFound(int at, string words)
    {
        byte[] bytes = NanoClrFolder.Pe("tables"u8, 1, 17, 11);
        bytes[at] ^= 0x40;
        Refused(bytes, words);
    }

    [Fact]
    public void Read_ATornFile_IsFound() => Refused(NanoClrFolder.Pe("tables"u8, 1, 17, 11)[..^1], "is torn or damaged");

    [Fact]
    public void Read_AnotherFile_IsFound() => Refused(Encoding.ASCII.GetBytes("MZ"), "is no assembly of nanoFramework 1.x");

    private static void Refused(byte[] bytes, string words)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a.pe"), bytes);
        string message = Assert.Throws<DeviceException>(() => NanoAssembly.Read(folder.File("a.pe"))).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.StartsWith(folder.File("a.pe"), message, StringComparison.Ordinal);
    }
}
