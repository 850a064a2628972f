using System.Buffers.Binary;
using Edge.Core.Protocol;
using Edge.Devices.OfficialRuntime;
using Edge.Devices.Tests.Support;
using Edge.Firmware.Batch;

namespace Edge.Devices.Tests.OfficialRuntime;

public class JobTemplateTests
{
    private const int RegionBytes = 64_000;

    [Fact]
    public void Read_TheBuildsDataAssembly_HasTheWholeRegion()
    {
        using NanoClrFolder folder = new();

        JobTemplate template = JobTemplate.Read(folder.PathOf(NanoClrFolder.Data));

        Assert.Equal(RegionBytes - JobLayout.Content, template.Room);
    }

    [Fact]
    public void Fill_ChangesTheRegionAndTheCrcsOnly()
    {
        using NanoClrFolder folder = new();
        byte[] before = File.ReadAllBytes(folder.PathOf(NanoClrFolder.Data));
        int region = before.AsSpan().IndexOf("EDGE batch data\n"u8);
        byte[] model = [1, 2, 3];
        byte[] inputs = [4, 5];

        byte[] after = JobTemplate.Read(folder.PathOf(NanoClrFolder.Data)).Fill(JobLayout.Codes, 7, 9, model, inputs, out uint crc);

        Assert.Equal(before.Length, after.Length);
        Assert.Equal(before[16..(region + 20)], after[16..(region + 20)]);
        Assert.Equal(before[(region + RegionBytes)..], after[(region + RegionBytes)..]);
        int[] offsets = [24, 28, 32, 36, 40, 44];
        int[] numbers = [.. offsets.Select(offset => BinaryPrimitives.ReadInt32LittleEndian(after.AsSpan(region + offset)))];
        Assert.Equal([1, 1, 7, 9, 3, 2], numbers);
        Assert.Equal([1, 2, 3, 4, 5, 0], after[(region + 48)..(region + 54)]);
        Assert.Equal(crc, BinaryPrimitives.ReadUInt32LittleEndian(after.AsSpan(region + 20)));
        Assert.Equal(Crc32.Of(after, region + 24, 29), crc);
    }

    [Fact]
    public void Fill_Twice_LeavesNothingOfTheFirstJob()
    {
        using NanoClrFolder folder = new();
        JobTemplate template = JobTemplate.Read(folder.PathOf(NanoClrFolder.Data));
        byte[] small = template.Fill(JobLayout.Codes, 0, 1, [1], [], out _);

        template.Fill(JobLayout.Codes, 0, 1, new byte[template.Room].AsSpan(), [], out _);

        Assert.Equal(small, template.Fill(JobLayout.Codes, 0, 1, [1], [], out _));
    }

    [Fact]
    public void Read_NoRegion_IsSaid() => Refused([1, 2, 3], "has no region for a job");

    [Fact]
    public void Read_TwoRegions_IsSaid() => Refused([.. Region(1, 48), .. Region(1, 48)], "or several");

    [Theory]
    [InlineData(2, 48)]
    [InlineData(1, 40)]
    [InlineData(1, 4096)]
    public void Read_OtherLayoutOrLength_IsSaid(int version, int size) =>
        Refused(Region(version, size), $"has a region of layout {version} and {size} bytes, this edge writes layout 1");

    private static byte[] Region(int version, int size)
    {
        byte[] region = new byte[48];
        "EDGE batch data\n"u8.CopyTo(region);
        BinaryPrimitives.WriteInt32LittleEndian(region.AsSpan(JobLayout.Size), size);
        BinaryPrimitives.WriteInt32LittleEndian(region.AsSpan(JobLayout.LayoutVersion), version);
        return region;
    }

    private static void Refused(byte[] tables, string words)
    {
        using NanoClrFolder folder = new();
        File.WriteAllBytes(folder.PathOf(NanoClrFolder.Data), NanoClrFolder.Pe(tables, 0, 1, 0));
        string message = Assert.Throws<DeviceException>(
            () => DeviceCatalog.Open(folder.Name, new DeviceOptions(), CancellationToken.None)).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
    }
}
