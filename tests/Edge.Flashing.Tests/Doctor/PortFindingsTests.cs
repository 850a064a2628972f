using Edge.Devices.Session;
using Edge.Flashing.Doctor;
using Edge.Testing;
using Edge.Testing.Devices;

namespace Edge.Flashing.Tests.Doctor;

/// <summary>Ports, in folders laid out as the kernel lays out /dev and /sys, where a port is a link to a pseudo-terminal.</summary>
public sealed class PortFindingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [LinuxFact]
    public async Task NoPort_SaysWhatToDo()
    {
        Finding finding = Assert.Single(await Find(null));
        Assert.Equal(Verdict.Missing, finding.Verdict);
        Assert.Equal("no serial port is plugged in", finding.Found);
        Assert.Contains("a cable that has data lines", finding.Remedy, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Port_IsNamedAsTheUsbDeviceNamesItself_AndNotOpened()
    {
        using PseudoTerminal terminal = new();
        string port = PlugIn("ttyUSB0", terminal.Path);
        Finding finding = Assert.Single(await Find(null));
        Assert.Equal(Finding.Fine(port, $"Maker Adapter [10c4:ea60]; not asked (edge doctor --port {port} asks who is there)"), finding);
        Assert.Equal(0, terminal.Read(new byte[1], 50));
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Device_ThatAnswers_IsNamed(bool byName)
    {
        using DeviceStandIn device = new DeviceStandIn { Board = "ESP32_REV3" }.Start();
        string port = PlugIn("ttyUSB0", device.Terminal.Path);
        Finding finding = Assert.Single(await Find(byName ? port : ExaminationOptions.EveryPort));
        Assert.Equal(Finding.Fine(port, "Maker Adapter [10c4:ea60]; answers: ESP32_REV3, firmware 0.2.3, 100000 bytes of heap free"), finding);
    }

    [LinuxFact]
    public async Task SilentPort_IsWrongWhereNamed_ElseItNeedBeNoBoard()
    {
        using PseudoTerminal terminal = new();
        string port = PlugIn("ttyACM0", terminal.Path);
        Finding named = Assert.Single(await Find(port));
        Assert.Equal(Verdict.Wrong, named.Verdict);
        Assert.Contains("answers nothing at 921600 baud", named.Found, StringComparison.Ordinal);
        Assert.NotNull(named.Remedy);
        Assert.Equal(Verdict.Missing, Assert.Single(await Find(ExaminationOptions.EveryPort)).Verdict);
    }

    [LinuxFact]
    public async Task PortThatIsNotThere_IsWrong()
    {
        string port = Path.Combine(folder.Path, "dev", "ttyUSB7");
        Finding finding = Assert.Single(await Find(port));
        Assert.Equal(Verdict.Wrong, finding.Verdict);
        Assert.StartsWith($"{port} does not exist", finding.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dialout", "ada", true)]
    [InlineData("dialout", "grace", true)]
    [InlineData("dialout", "gra", false)]
    [InlineData("uucp", "ada", false)]
    [InlineData("none", "ada", false)]
    public void Members_AreReadFromTheListOfGroups(string group, string user, bool member)
    {
        File.WriteAllText(folder.File("group"), "root:x:0:\ndialout:x:20:ada,grace\nuucp:x:10:\n");
        Assert.Equal(member, PortPermission.IsMember(group, user, folder.File("group")));
        Assert.False(PortPermission.IsMember(group, user, folder.File("missing")));
    }

    private Task<IReadOnlyList<Finding>> Find(string? asked) => PortFindings.OfAsync(
        new ExaminationOptions
        {
            AskedPort = asked,
            DevRoot = Path.Combine(folder.Path, "dev"),
            SysRoot = Path.Combine(folder.Path, "sys"),
            Session = new SessionOptions { HelloPatienceMilliseconds = 1500 },
        },
        CancellationToken.None);

    private string PlugIn(string name, string terminal)
    {
        string usb = Path.Combine(folder.Path, "sys/devices/usb1/1-2");
        string tty = Path.Combine(usb, "1-2:1.0", "tty", name);
        Directory.CreateDirectory(tty);
        foreach ((string file, string text) in new[] { ("idVendor", "10c4"), ("idProduct", "ea60"), ("manufacturer", "Maker"), ("product", "Adapter") })
        {
            File.WriteAllText(Path.Combine(usb, file), text + "\n");
        }

        Directory.CreateSymbolicLink(Path.Combine(tty, "device"), "../..");
        string classes = Path.Combine(folder.Path, "sys/class/tty");
        Directory.CreateDirectory(classes);
        Directory.CreateSymbolicLink(Path.Combine(classes, name), Path.GetRelativePath(classes, tty));
        string dev = Path.Combine(folder.Path, "dev");
        Directory.CreateDirectory(dev);
        File.CreateSymbolicLink(Path.Combine(dev, name), terminal);
        return Path.Combine(dev, name);
    }
}
