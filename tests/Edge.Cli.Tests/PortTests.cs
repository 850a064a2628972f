using Edge.Cli.Tests.Support;
using Edge.Devices.Serial;
using Edge.Testing;
using Edge.Testing.Devices;

namespace Edge.Cli.Tests;

/// <summary>Ports that can't be used, through the program: one line and exit code 4 each.</summary>
public sealed class PortTests : IClassFixture<PortTests.Frozen>
{
    private readonly Frozen frozen;

    public PortTests(Frozen frozen) => this.frozen = frozen;

    [LinuxFact]
    public void MissingPort_SaysWhatThereIs() => Codes("/dev/ttyUSB4711").ShouldRefuse(4, "edge: /dev/ttyUSB4711 does not exist; ");

    [LinuxFact]
    public void BusyPort_SaysThatAnotherHoldsIt()
    {
        using PseudoTerminal terminal = new();
        using ISerialLink held = SerialPorts.Open(terminal.Path, BaudRate.Default);
        Codes(terminal.Path).ShouldRefuse(4, $"edge: {terminal.Path} is held by another program");
    }

    [LinuxFact]
    public void PortThatEdgeHolds_IsBusyToAnotherEdge()
    {
        using DeviceStandIn device = new DeviceStandIn { SilentAfterCodes = 1 }.Start();
        using RunningEdge first = RunningEdge.Start(frozen.Path, "codes", "model.edge", "--device", device.Terminal.Path, "--out", "first.edgecodes");
        Assert.True(SpinWait.SpinUntil(() => device.RunLengths.Count > 0, TimeSpan.FromMinutes(1)));
        Codes(device.Terminal.Path).ShouldRefuse(4, $"edge: {device.Terminal.Path} is held by another program");
    }

    [SkippableFact]
    public void DeniedPort_NamesTheGroup()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new SkipException("needs Linux's pseudo-terminals");
        }

        using PseudoTerminal terminal = new();
        File.SetUnixFileMode(terminal.Path, UnixFileMode.None);

        // Root may open everything: the program is then run as nobody, which needs to read the program and the model.
        EdgeProcess denied;
        if (Environment.IsPrivilegedProcess)
        {
            Skip.IfNot(File.Exists("/usr/bin/setpriv"), "runs as root, and there is no setpriv to run the program as another user");
            string[] asNobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"];
            File.SetUnixFileMode(frozen.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            EdgeProcess version = RunningEdge.RunBy("/usr/bin/setpriv", [.. asNobody, "dotnet"], frozen.Path, "--version");
            Skip.IfNot(version.ExitCode == 0, "another user may not read the program");
            denied = RunningEdge.RunBy("/usr/bin/setpriv", [.. asNobody, "dotnet"], frozen.Path, "codes", "model.edge", "--device", terminal.Path, "--out", "x.edgecodes");
        }
        else
        {
            denied = Codes(terminal.Path);
        }

        denied.ShouldRefuse(4, $"edge: no permission to open {terminal.Path}; join the group that owns it (dialout");
    }

    [LinuxFact]
    public void FileForAPort_IsNoSerialPort() => Codes(Path.Combine(frozen.Path, "model.edge")).ShouldRefuse(4, "model.edge is no serial port");

    [LinuxFact]
    public void Garbage_IsShownInHexAndNamesTheDebugPort()
    {
        using PseudoTerminal terminal = new();
        using RunningEdge edge = RunningEdge.Start(frozen.Path, Command(terminal.Path));
        Assert.NotEmpty(terminal.ReadAll(1));
        terminal.Write("rst:0x1 (POWERON_RESET),boot:0x13\r\n"u8);
        EdgeProcess refused = edge.Finish();
        refused.ShouldRefuse(4, "answers 35 bytes at 921600 baud that are no frames of Edge: 72 73 74 3a 30 78 31 20");
        Assert.Contains("the debug port is the usual mistake", refused.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Silence_NamesTheDebugPort()
    {
        using PseudoTerminal terminal = new();
        EdgeProcess refused = Codes(terminal.Path);
        refused.ShouldRefuse(4, $"{terminal.Path} answers nothing at 921600 baud within 8 s");
        Assert.Contains("rather than the debug port", refused.Error, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void OtherProtocolVersion_IsNamed(bool asError)
    {
        using DeviceStandIn device = new DeviceStandIn { ProtocolVersion = 7, RefusesVersion = asError }.Start();
        Codes(device.Terminal.Path).ShouldRefuse(4, $"the firmware on {device.Terminal.Path} speaks protocol version 7, this edge version 1; flash the firmware");
    }

    [LinuxFact]
    public void OtherFirmwareVersion_IsNamed()
    {
        using DeviceStandIn device = new DeviceStandIn { FirmwareMajor = 9 }.Start();
        Codes(device.Terminal.Path).ShouldRefuse(4, $"{device.Terminal.Path} runs firmware 9.2.3, this edge goes with firmware 0.x; flash the firmware");
    }

    [LinuxFact]
    public void DeviceThatFallsSilent_IsGivenUp()
    {
        using DeviceStandIn device = new DeviceStandIn { HangsUpAfterCodes = 30 }.Start();
        EdgeProcess lost = EdgeProcess.Run(frozen.Path, [.. Command(device.Terminal.Path), "--wait", "0"]);
        lost.ShouldRefuse(4, $"{device.Terminal.Path} hung up");
    }

    [Theory]
    [InlineData("emulator:esp32-rve3", "edge: no board is called esp32-rve3, did you mean ESP32_REV3?; there are ESP32_REV3, ")]
    [InlineData("emulator:toaster", "edge: no board is called toaster; there are ESP32_REV3, ")]
    public void UnknownBoard_IsAnsweredWithTheNearest(string device, string line) => Codes(device).ShouldRefuse(4, line);

    [Theory]
    [InlineData("host")]
    [InlineData("emulator:esp32-psram")]
    [InlineData("/dev/ttyUSB4711")]
    public void BoardOfAnotherDevice_IsRefused(string device) => EdgeProcess.Run(frozen.Path, [.. Command(device), "--board", "esp32-rev3"])
        .ShouldRefuse(2, $"edge: --board esp32-rev3 goes with --device emulator, not with {device}");

    [Fact]
    public void WaitOutOfRange_IsRefused() =>
        EdgeProcess.Run(frozen.Path, [.. Command("host"), "--wait", "-1"]).ShouldRefuse(2, "--wait -1: 0..86400 seconds");

    private EdgeProcess Codes(string port) => EdgeProcess.Run(frozen.Path, Command(port));

    private static string[] Command(string port) => ["codes", "model.edge", "--device", port, "--out", "x.edgecodes"];

    /// <summary>A folder with a small frozen network.</summary>
    public sealed class Frozen : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Frozen() => SztModel.Write(folder.Path, "model.edge", 5);

        public string Path => folder.Path;

        public void Dispose() => folder.Dispose();
    }
}
