using Edge.Testing;
using Edge.Testing.Devices;

namespace Edge.Cli.Tests.Flashing;

/// <summary>Flashing through the program, with a stand-in for nanoff on the path and pseudo-terminals for ports.</summary>
public sealed class FlashTests : IDisposable
{
    private const string Version2 = "nanoff 2.5.162+baccab8";
    private const string Version3 = ".NET nanoFramework Firmware Flasher v3.0.0-preview.1+06913d2";
    private readonly ToolFolder tools = new();
    private readonly PseudoTerminal usb = new();

    public FlashTests()
    {
        PeFile.WriteApplication(tools.Path);
        Assert.Equal(0, tools.Run("image", "--pe-dir", ".", "--out", "app.bin").ExitCode);
    }

    public void Dispose()
    {
        usb.Dispose();
        tools.Dispose();
    }

    [LinuxFact]
    public void Version2_GetsOptions_AndTheDeviceIsAsked()
    {
        tools.PutNanoff(Version2, "", "echo Flashing on $DOTNET_ROLL_FORWARD; exit 0");
        using DeviceStandIn device = new DeviceStandIn { Board = "ESP32_REV3" }.Start();
        EdgeProcess flashed = Flash("--firmware", "--image", "app.bin", "--data-port", device.Terminal.Path);
        Assert.True(flashed.ExitCode == 0, flashed.Error);
        Assert.Equal(
            [
                $"--update --target ESP32_REV3 --serialport {usb.Path}",
                $"--deploy --target ESP32_REV3 --serialport {usb.Path} --image {tools.PathOf("app.bin")} --address 0x1E0000",
            ],
            tools.Calls);

        // nanoff is built for .NET 8; it has to run on what is here.
        Assert.Equal(["Flashing on Major", "Flashing on Major", $"{device.Terminal.Path}: ESP32_REV3, firmware 0.2.3, 100000 bytes of heap free, protocol version 1"], flashed.Lines);
        Assert.Contains($"edge: nanoff --update --target ESP32_REV3 --serialport {usb.Path}", flashed.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Version3_GetsVerbs_AndWithoutADataPortTheWiringIsTold()
    {
        tools.PutNanoff(Version3, "", "exit 0");
        EdgeProcess flashed = Flash("--firmware", "--image", "app.bin", "--flash-baud", "115200");
        Assert.True(flashed.ExitCode == 0, flashed.Error);
        Assert.Equal(
            [
                $"flash target ESP32_REV3 serialport {usb.Path} baud 115200",
                $"deploy target ESP32_REV3 serialport {usb.Path} image {tools.PathOf("app.bin")} address 0x1E0000",
            ],
            tools.Calls);
        Assert.Contains("GPIO17 to the adapter's RX, GPIO16 to its TX", flashed.Output, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData("  --serialport    Serial port where device is connected to.", "--update --target")]
    [InlineData("  deploy     Deploy an application image", "flash target")]
    public void NoVersion_IsToldByTheHelp(string help, string begins)
    {
        tools.PutNanoff("unknown", help, "exit 0");
        Assert.Equal(0, Flash("--firmware").ExitCode);
        Assert.StartsWith(begins, Assert.Single(tools.Calls), StringComparison.Ordinal);
    }

    [LinuxFact]
    public void OtherProgramOfThatName_IsRefused()
    {
        tools.PutNanoff("hello", "hello", "exit 0");
        EdgeProcess refused = Flash("--firmware");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("as nanoff does not", refused.Error, StringComparison.Ordinal);
        Assert.Empty(tools.Calls);
    }

    [LinuxFact]
    public void FailingNanoff_EndsTheCommandWithItsCode()
    {
        tools.PutNanoff(Version2, "", "echo 'Error E4000: no answer'; exit 40");
        EdgeProcess failed = Flash("--firmware", "--image", "app.bin");
        Assert.Equal(4, failed.ExitCode);
        Assert.Contains("edge: nanoff 2.5.162 ended with code 40 at: nanoff --update --target ESP32_REV3", failed.Error, StringComparison.Ordinal);
        Assert.Contains("Error E4000: no answer", failed.Output, StringComparison.Ordinal);
        Assert.Single(tools.Calls);
    }

    [LinuxFact]
    public void MissingNanoff_SaysHowToInstallIt() =>
        Flash("--firmware").ShouldRefuse(4, "edge: nanoff, nanoFramework's flasher, is not installed; install it: dotnet tool install -g nanoff");

    [LinuxFact]
    public void NanoffAmongTheUsersTools_IsFoundWithoutThePath()
    {
        tools.PutNanoff(Version2, "", "exit 0");
        Directory.CreateDirectory(tools.PathOf(".dotnet/tools"));
        File.Move(tools.PathOf("nanoff"), tools.PathOf(".dotnet/tools/nanoff"));
        Assert.Equal(0, Flash("--firmware").ExitCode);
        Assert.Single(tools.Calls);
    }

    [LinuxFact]
    public void MissingPort_IsSaidBeforeNanoffIsRun()
    {
        tools.PutNanoff(Version2, "", "exit 0");
        tools.Run("flash", "--port", "/dev/ttyUSB4711", "--board", "ESP32_REV3", "--firmware").ShouldRefuse(4, "edge: /dev/ttyUSB4711 does not exist; ");
        Assert.Empty(tools.Calls);
    }

    [LinuxFact]
    public void TornImage_IsRefusedBeforeNanoffIsRun()
    {
        tools.PutNanoff(Version2, "", "exit 0");
        File.WriteAllBytes(tools.PathOf("torn.bin"), File.ReadAllBytes(tools.PathOf("app.bin"))[..^8]);
        Flash("--image", "torn.bin").ShouldRefuse(3, "torn.bin at byte");
        Flash("--image", "none.bin").ShouldRefuse(3, "none.bin");
        Assert.Empty(tools.Calls);
    }

    [LinuxFact]
    public void WrongCommandLines_AreRefused()
    {
        Flash().ShouldRefuse(2, "nothing to flash; give --firmware, --image or both");
        tools.Run("flash", "--port", usb.Path, "--board", "ESP32_REV4", "--firmware").ShouldRefuse(2, "unknown board 'ESP32_REV4'; did you mean 'ESP32_REV0'?");
        Flash("--firmware", "--wait", "0").ShouldRefuse(2, "--wait 0: above 0");
        Flash("--firmware", "--flash-baud", "300").ShouldRefuse(2, "--flash-baud 300: from 9600 to 3000000");
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Interruption_StopsNanoffAndSaysWhatThatMeans(bool inATerminal)
    {
        tools.PutNanoff(Version2, "", $"echo $$ > '{tools.PathOf("started.tmp")}'; mv '{tools.PathOf("started.tmp")}' '{tools.PathOf("started")}'; exec sleep 60");
        using MarkedProcess process = MarkedProcess.StartBy(
            ["env", .. tools.Variables], tools.Path, "flash", "--port", usb.Path, "--board", "ESP32_REV3", "--firmware");
        process.WaitUntil(() => File.Exists(tools.PathOf("started")));
        if (inATerminal)
        {
            process.SendToGroup(MarkedProcess.Interrupt);
        }
        else
        {
            process.Send(MarkedProcess.Terminate);
        }

        EdgeProcess stopped = process.Result();
        Assert.Equal(5, stopped.ExitCode);
        Assert.Contains("edge: nanoff was stopped: the board may hold half of it; give the same command again", stopped.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists("/proc/" + File.ReadAllText(tools.PathOf("started")).Trim()));
    }

    private EdgeProcess Flash(params string[] arguments) => tools.Run(["flash", "--port", usb.Path, "--board", "ESP32_REV3", .. arguments]);
}
