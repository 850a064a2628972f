using Edge.Devices.Serial;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Serial;

/// <summary>Listing, on a folder laid out as the kernel lays out /dev and /sys.</summary>
public sealed class LinuxPortsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("edge-ports").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [LinuxFact]
    public void List_UsbAndBuiltInPorts_AreDescribed()
    {
        Usb("ttyUSB0", "1-2", "1-2:1.0/ttyUSB0", "10c4", "ea60", "Silicon Labs", "CP2102 USB to UART");
        Usb("ttyACM0", "1-3", "1-3:1.0", "303a", "1001", "Espressif", "USB JTAG");
        Uart("ttyS0", "4");
        Uart("ttyS1", "0");
        Directory.CreateDirectory(Path.Combine(root, "dev/serial/by-id"));
        string stable = Path.Combine(root, "dev/serial/by-id/usb-Silicon_Labs_CP2102-if00-port0");
        File.CreateSymbolicLink(stable, "../../ttyUSB0");
        Assert.Equal(
            [
                new PortInfo(Path.Combine(root, "dev/ttyACM0"), null, "Espressif USB JTAG [303a:1001]"),
                new PortInfo(Path.Combine(root, "dev/ttyS0"), null, "built-in UART"),
                new PortInfo(Path.Combine(root, "dev/ttyUSB0"), stable, "Silicon Labs CP2102 USB to UART [10c4:ea60]"),
            ],
            LinuxPorts.List(Path.Combine(root, "dev"), Path.Combine(root, "sys")));
    }

    [LinuxFact]
    public void List_NoSysfs_IsEmpty() => Assert.Empty(LinuxPorts.List(Path.Combine(root, "dev"), Path.Combine(root, "sys")));

    private void Usb(string name, string device, string deviceLink, string vendor, string product, string maker, string words)
    {
        string usb = Path.Combine(root, "sys/devices/usb1", device);
        string tty = Path.Combine(usb, deviceLink, "tty", name);
        Directory.CreateDirectory(tty);
        File.WriteAllText(Path.Combine(usb, "idVendor"), vendor + "\n");
        File.WriteAllText(Path.Combine(usb, "idProduct"), product + "\n");
        File.WriteAllText(Path.Combine(usb, "manufacturer"), maker + "\n");
        File.WriteAllText(Path.Combine(usb, "product"), words + "\n");
        Directory.CreateSymbolicLink(Path.Combine(tty, "device"), "../..");
        Register(name, tty);
    }

    private void Uart(string name, string type)
    {
        string tty = Path.Combine(root, "sys/devices/platform", name);
        Directory.CreateDirectory(tty);
        File.WriteAllText(Path.Combine(tty, "type"), type + "\n");
        Register(name, tty);
    }

    private void Register(string name, string tty)
    {
        string classes = Path.Combine(root, "sys/class/tty");
        Directory.CreateDirectory(classes);
        Directory.CreateSymbolicLink(Path.Combine(classes, name), Path.GetRelativePath(classes, tty));
        Directory.CreateDirectory(Path.Combine(root, "dev"));
        File.WriteAllText(Path.Combine(root, "dev", name), string.Empty);
    }
}
