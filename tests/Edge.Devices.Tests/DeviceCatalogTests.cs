using Edge.Devices.Serial;
using Edge.Devices.Tests.Support;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests;

public class DeviceCatalogTests
{
    [Theory]
    [InlineData("emulater", "did you mean emulator?")]
    [InlineData("nanoclr", "did you mean nanoclr:PATH?")]
    [InlineData("Host", "did you mean host?")]
    [InlineData("hots", "did you mean host?")]
    [InlineData("xyzzyplugh", "no device is called xyzzyplugh; there are host, emulator")]
    public void Open_UnknownName_SuggestsTheNearest(string name, string words)
    {
        DeviceException thrown = Assert.Throws<DeviceException>(
            () => DeviceCatalog.Open(name, new DeviceOptions(), CancellationToken.None));
        Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }

    [Theory]
    [InlineData("emulator:esp32-psarm", "no board is called esp32-psarm, did you mean ESP32_PSRAM?; there are ESP32_REV3, ")]
    [InlineData("emulator:toaster", "no board is called toaster; there are ESP32_REV3, ")]
    [InlineData("emulator:", "no board is called ; there are ESP32_REV3, ")]
    public void Open_UnknownBoard_SuggestsTheNearestAndStartsNothing(string name, string words)
    {
        DeviceOptions options = new() { Emulator = BuiltEmulator.Options with { FirmwarePath = BuiltEmulator.Options.EmulatorPath } };
        DeviceException thrown = Assert.Throws<DeviceException>(() => DeviceCatalog.Open(name, options, CancellationToken.None));
        Assert.StartsWith(words, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }

    [Theory]
    [InlineData("emulator", "ESP32_PSRAM_REV3")]
    [InlineData("emulator:esp32-s3-octal", "ESP32_S3_OCTAL")]
    [InlineData("emulator:esp32", "ESP32_REV3")]
    public void Open_EmulatedBoard_IsThatBoard(string name, string board)
    {
        DeviceOptions options = new() { Emulator = BuiltEmulator.Options };
        using IDevice device = DeviceCatalog.Open(name, options, CancellationToken.None);
        Assert.Equal(DeviceCatalog.Emulator, device.Name);
        Assert.StartsWith($"EMULATED_{board}, firmware ", device.Firmware, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Open_PortPath_OpensTheDeviceBehindIt()
    {
        using DeviceStandIn standIn = new DeviceStandIn().Start();
        using IDevice device = DeviceCatalog.Open(standIn.Terminal.Path, new DeviceOptions(), CancellationToken.None);
        Assert.Equal((standIn.Terminal.Path, "stand-in, firmware 0.2.3"), (device.Name, device.Firmware));
    }

    [LinuxFact]
    public void Open_MissingPort_IsNotFound() => Assert.Equal(
        SerialFault.NotFound,
        Assert.Throws<SerialPortException>(() => DeviceCatalog.Open("/dev/ttyUSB4711", new DeviceOptions(), CancellationToken.None)).Fault);

    [Fact]
    public void List_Devices_BeginsWithHostEmulatorAndOfficialRuntime()
    {
        IReadOnlyList<DeviceEntry> entries = DeviceCatalog.List(BuiltEmulator.Options);
        Assert.Equal(["host", "emulator", "nanoclr:PATH"], entries.Take(3).Select(entry => entry.Name));
        Assert.Contains("Edge.Emulator.dll", entries[1].Description, StringComparison.Ordinal);
        Assert.Equal(SerialPorts.List().Select(port => port.Path), entries.Skip(3).Select(entry => entry.Name));
        Assert.StartsWith(
            "the emulator is not beside this program", DeviceCatalog.List(new())[1].Description, StringComparison.Ordinal);
    }
}
