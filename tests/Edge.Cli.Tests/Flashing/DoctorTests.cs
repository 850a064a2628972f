using System.Text.Json;
using Edge.Testing.Devices;

namespace Edge.Cli.Tests.Flashing;

public sealed class DoctorTests : IDisposable
{
    private readonly ToolFolder tools = new();

    public void Dispose() => tools.Dispose();

    [LinuxFact]
    public void Doctor_FindsRuntimeEmulatorAndTools()
    {
        tools.PutNanoff("nanoff 2.5.162+baccab8", "", "exit 0");
        EdgeProcess healthy = tools.Run("doctor");
        Assert.True(healthy.ExitCode == 0, healthy.Output + healthy.Error);
        Assert.Contains($"ok       .NET runtime  {Environment.Version}", healthy.Output, StringComparison.Ordinal);
        Assert.Contains("ok       emulator      answers: EMULATED_ESP32_PSRAM_REV3, firmware ", healthy.Output, StringComparison.Ordinal);
        Assert.Contains($"ok       nanoff        2.5.162 at {tools.PathOf("nanoff")}", healthy.Output, StringComparison.Ordinal);
        Assert.Contains("missing  nanoclr       not installed", healthy.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void EveryLineThatIsNotFine_SaysWhatToDo()
    {
        using PseudoTerminal silent = new();
        EdgeProcess ill = tools.Run("doctor", "--port", silent.Path, "--wait", "0.5", "--json");
        Assert.Equal(4, ill.ExitCode);
        using JsonDocument findings = JsonDocument.Parse(ill.Output);
        Dictionary<string, JsonElement> bySubject = findings.RootElement.EnumerateArray().ToDictionary(finding => finding.GetProperty("subject").GetString()!);
        Assert.Equal("wrong", bySubject[silent.Path].GetProperty("verdict").GetString());
        Assert.StartsWith("needed to flash a board: dotnet tool install -g nanoff", bySubject["nanoff"].GetProperty("remedy").GetString(), StringComparison.Ordinal);
        Assert.All(bySubject.Values, finding => Assert.Equal(finding.GetProperty("verdict").GetString() == "ok", finding.GetProperty("remedy").GetString() is null));
    }

    [LinuxFact]
    public void DeviceOnAPort_IsAsked()
    {
        using DeviceStandIn device = new DeviceStandIn { Board = "ESP32_PICO" }.Start();
        EdgeProcess healthy = tools.Run("doctor", "--port", device.Terminal.Path);
        Assert.True(healthy.ExitCode == 0, healthy.Output + healthy.Error);
        Assert.Matches($@"ok       {device.Terminal.Path} +a serial port; answers: ESP32_PICO, firmware 0\.2\.3, 100000 bytes of heap free", healthy.Output);
    }

    [SkippableFact]
    public void DeniedPort_NamesTheGroupToJoin()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new SkipException("needs Linux's pseudo-terminals");
        }

        Skip.If(Environment.IsPrivilegedProcess && !File.Exists("/usr/bin/setpriv"), "runs as root, and there is no setpriv to run the program as another user");
        using PseudoTerminal terminal = new();
        File.SetUnixFileMode(terminal.Path, UnixFileMode.None);
        string[] asNobody = Environment.IsPrivilegedProcess ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"] : [];
        Skip.IfNot(tools.RunBy(asNobody, "--version").ExitCode == 0, "another user may not read the program");
        EdgeProcess denied = tools.RunBy(asNobody, "doctor", "--port", terminal.Path);
        Assert.Equal(4, denied.ExitCode);
        Assert.Contains($"wrong    {terminal.Path}", denied.Output, StringComparison.Ordinal);
        Assert.Contains("you may not open it", denied.Output, StringComparison.Ordinal);
        Assert.Contains("join its group: sudo usermod -a -G ", denied.Output, StringComparison.Ordinal);
    }
}
