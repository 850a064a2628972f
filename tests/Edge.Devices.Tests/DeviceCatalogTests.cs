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
