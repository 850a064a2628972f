using System.Text;
using Edge.Devices.OfficialRuntime;
using Edge.Devices.Tests.Support;
using Edge.Testing;

namespace Edge.Devices.Tests.OfficialRuntime;

public class AssemblyFileTests
{
    [Fact]
    public void Read_SoundAssembly_IsWithoutWhatFollows()
    {
        using TemporaryFolder folder = new();
        byte[] bytes = NanoClrFolder.Pe("tables"u8, 1, 17, 11);
        File.WriteAllBytes(folder.File("a.pe"), [.. bytes, 0, 0]);

        AssemblyFile assembly = AssemblyFile.Read(folder.File("a.pe"));

        Assert.Equal(new Version(1, 17, 11, 0), assembly.Header.Version);
        Assert.Equal(bytes, assembly.Bytes);
    }

    [Theory]
    [InlineData(0, "is no .pe file")]
    [InlineData(28, "is torn")]
    [InlineData(126, "is torn")]
    public void Read_AChangedByte_IsFound(int at, string words)
    {
        byte[] bytes = NanoClrFolder.Pe("tables"u8, 1, 17, 11);
        bytes[at] ^= 0x40;
        Refused(bytes, words);
    }

    [Fact]
    public void Read_AnotherFile_IsFound() => Refused(Encoding.ASCII.GetBytes("MZ"), "is no .pe file");

    [Fact]
    public void Read_NoFile_IsFound()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("a.pe cannot be read", Assert.Throws<DeviceException>(() => AssemblyFile.Read(folder.File("a.pe"))).Message, StringComparison.Ordinal);
    }

    private static void Refused(byte[] bytes, string words)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a.pe"), bytes);
        string message = Assert.Throws<DeviceException>(() => AssemblyFile.Read(folder.File("a.pe"))).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.StartsWith(folder.File("a.pe"), message, StringComparison.Ordinal);
    }
}
