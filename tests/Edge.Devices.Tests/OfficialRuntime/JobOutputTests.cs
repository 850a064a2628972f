using Edge.Core.Protocol;
using Edge.Devices.OfficialRuntime;

namespace Edge.Devices.Tests.OfficialRuntime;

public class JobOutputTests
{
    private const uint JobCrc = 0x12345678;

    [Fact]
    public void Take_RowsAndTheirEnd_IsComplete()
    {
        JobOutput output = Two();

        Assert.False(output.Take("Loaded: mscorlib.pe"));
        Assert.True(output.Take("edge row 5 0 0aff"));
        Assert.False(output.Take("GC: 1msec 29424 bytes used"));
        Assert.True(output.Take("edge row 6 0 10"));
        Assert.Equal(1, output.RowsThere);
        Assert.True(output.Take("edge row 6 1 20"));
        Assert.False(output.Complete);
        Assert.True(output.Take(End(2, [0x0A, 0xFF, 0x10, 0x20])));

        Assert.True(output.Complete);
        Assert.Equal([0x0A, 0xFF, 0x10, 0x20], output.Bytes);
    }

    [Theory]
    [InlineData("edge row 6 0 0aff", "where row 5, byte 0 was due")]
    [InlineData("edge row 5 1 0aff", "where row 5, byte 0 was due")]
    [InlineData("edge row 5 0 0affaa", "where row 5, byte 0 was due")]
    [InlineData("edge row 5 0 0af", "where row 5, byte 0 was due")]
    [InlineData("edge row 5 0 0g", "where row 5, byte 0 was due")]
    [InlineData("edge row 5 0 ", "where row 5, byte 0 was due")]
    [InlineData("edge row 5 0", "where row 5, byte 0 was due")]
    [InlineData("edge row -5 0 0aff", "where row 5, byte 0 was due")]
    [InlineData("edge row 5 0 0aff 7", "where row 5, byte 0 was due")]
    [InlineData("edge end 2 00000000", "where row 5, byte 0 was due")]
    [InlineData("edge error no room", "the firmware in the official runtime cannot do it: no room")]
    public void Take_AnotherFirstLine_IsSaid(string line, string words) =>
        Assert.Contains(words, Assert.Throws<DeviceException>(() => Two().Take(line)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("edge row 7 0 0aff")]
    [InlineData("edge end 2 00000000")]
    [InlineData("edge end 1 CRC")]
    public void Take_AnotherLastLine_IsSaid(string line)
    {
        JobOutput output = Two();
        output.Take("edge row 5 0 0aff");
        output.Take("edge row 6 0 1020");
        string right = End(2, [0x0A, 0xFF, 0x10, 0x20]);
        string said = line.Replace("CRC", right[^8..], StringComparison.Ordinal);

        DeviceException thrown = Assert.Throws<DeviceException>(() => output.Take(said));

        Assert.Contains("where the end of 2 rows with its CRC was due", thrown.Message, StringComparison.Ordinal);
        Assert.True(output.Take(right));
    }

    [Fact]
    public void Take_AnEndWithTheCrcOfAnotherJob_IsSaid()
    {
        JobOutput other = new(5, [2, 2], JobCrc + 1);
        other.Take("edge row 5 0 0aff");
        other.Take("edge row 6 0 1020");
        Assert.Throws<DeviceException>(() => other.Take(End(2, [0x0A, 0xFF, 0x10, 0x20])));
    }

    private static JobOutput Two() => new(5, [2, 2], JobCrc);

    private static string End(int rows, byte[] bytes) =>
        FormattableString.Invariant($"edge end {rows} {Crc32.Continue(JobCrc, bytes, 0, bytes.Length):x8}");
}
