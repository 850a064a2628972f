using Edge.Flashing.Boards;
using Edge.Flashing.Nanoff;

namespace Edge.Flashing.Tests.Nanoff;

public class NanoffCommandsTests
{
    private static readonly string Image = Path.GetFullPath("app.bin");

    public static TheoryData<int, string, bool, string[]> Cases => new()
    {
        { 2, "ESP32_REV3", true, ["--update --target ESP32_REV3 --serialport P", $"--deploy --target ESP32_REV3 --serialport P --image {Image} --address 0x1E0000"] },
        { 2, "ESP32_S3_OCTAL", false, [$"--deploy --target ESP32_S3_OCTAL --serialport P --image {Image} --address 0x1B0000"] },
        { 3, "ESP32_REV3", true, ["flash target ESP32_REV3 serialport P", $"deploy target ESP32_REV3 serialport P image {Image} address 0x1E0000"] },
        { 4, "ESP32_S2", false, [$"deploy target ESP32_S2 serialport P image {Image} address 0x1B0000"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Commands_AreThoseOfTheVersion(int major, string target, bool firmware, string[] expected)
    {
        FlashJob job = new("P", FlashBoards.Find(target)!, firmware, "app.bin");
        Assert.Equal(expected, NanoffCommands.Of(job, major).Select(arguments => string.Join(' ', arguments)));
    }

    [Fact]
    public void FirmwareAlone_IsOneCommand()
    {
        FlashJob job = new("COM3", FlashBoards.Find("ESP32_PICO")!, true, null);
        Assert.Equal(["--update", "--target", "ESP32_PICO", "--serialport", "COM3"], Assert.Single(NanoffCommands.Of(job, 2)));
    }

    [Theory]
    [InlineData(2, "--update --target ESP32_REV0 --serialport P --baud 115200", "--deploy --target ESP32_REV0 --serialport P --baud 115200 --image")]
    [InlineData(3, "flash target ESP32_REV0 serialport P baud 115200", "deploy target ESP32_REV0 serialport P image")]
    public void Bauds_AreSaidWhereTheVersionTakesThem(int major, string firmware, string application)
    {
        FlashJob job = new("P", FlashBoards.Find("ESP32_REV0")!, true, "app.bin", 115200);
        string[] lines = [.. NanoffCommands.Of(job, major).Select(arguments => string.Join(' ', arguments))];
        Assert.Equal(firmware, lines[0]);
        Assert.StartsWith(application, lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Guide_ShowsWhatIsRun()
    {
        string guide = Repository.Text("device/README.md");
        FlashJob job = new("/dev/ttyUSB0", FlashBoards.Find("ESP32_REV3")!, true, "Edge.Firmware.bin");
        Assert.All(
            NanoffCommands.Of(job, 2).Select(arguments => string.Join(' ', arguments).Replace(Path.GetFullPath("Edge.Firmware.bin"), "Edge.Firmware.bin", StringComparison.Ordinal)),
            line => Assert.Contains($"    nanoff {line}\n", guide, StringComparison.Ordinal));
        Assert.Contains($"    {NanoffTool.Install}\n", guide, StringComparison.Ordinal);
    }
}
