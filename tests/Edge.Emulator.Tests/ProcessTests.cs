using System.Diagnostics;
using Edge.Emulator.Tests.Parts;

namespace Edge.Emulator.Tests;

/// <summary>The emulator as a process: how it starts, how it ends, what it refuses.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-emulator-").FullName;

    [Fact]
    public void ClosedInput_EndsTheProcess()
    {
        using EmulatorHost emulator = EmulatorHost.Start();

        emulator.CloseInput();

        Assert.Equal(0, emulator.WaitForExit());
        Assert.Equal("", emulator.Output());
    }

    [SkippableFact]
    public void AHostThatDies_LeavesNoOrphan()
    {
        Skip.If(OperatingSystem.IsWindows(), "starts the emulator from a shell");

        // The shell is the only holder of the emulator's standard input; it prints the emulator's number and is killed.
        ProcessStartInfo start = new("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(
            $"mkfifo '{folder}/in'; dotnet '{AppContext.BaseDirectory}Edge.Emulator.dll' < '{folder}/in' &"
            + $" exec 3> '{folder}/in'; echo $!; read wait");
        using Process shell = Process.Start(start)!;
        using Process emulator = Process.GetProcessById(int.Parse(ReadLine(shell), System.Globalization.CultureInfo.InvariantCulture));
        Assert.StartsWith("port ", ReadLine(shell));

        shell.Kill();

        Assert.True(emulator.WaitForExit(TimeSpan.FromSeconds(30)));
    }

    [SkippableFact]
    public void TerminationSignal_EndsTheProcess_AndRemovesTheLink()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are neither signals nor links to a port");
        string link = Path.Combine(folder, "port");
        using EmulatorHost emulator = EmulatorHost.Start("--link", link);
        Assert.Equal(emulator.PortPath, new FileInfo(link).LinkTarget);

        Process.Start("kill", ["-TERM", emulator.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();

        Assert.Equal(0, emulator.WaitForExit());
        Assert.Null(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void Link_WhereAFileIs_IsRefusedAndTheFileKept()
    {
        string file = Path.Combine(folder, "notes");
        File.WriteAllText(file, "kept");
        using EmulatorHost emulator = EmulatorHost.Launch("--link", file);

        Refused(emulator, 2, file, "--link");
        Assert.Equal("kept", File.ReadAllText(file));
    }

    [Fact]
    public void UnknownCommand_IsNamed()
    {
        using EmulatorHost emulator = EmulatorHost.Start();
        emulator.Command("restart");
        emulator.CloseInput();
        emulator.WaitForExit();

        Assert.Contains("restart is no command; there are reset, meter, heap and profile", emulator.Errors());
    }

    [Fact]
    public void UnknownBoard_IsRefusedByName()
    {
        using EmulatorHost emulator = EmulatorHost.Launch("--board", "ESP9000");

        Refused(emulator, 2, "ESP9000", "ESP32_REV3");
    }

    [Fact]
    public void MissingFirmware_IsRefused()
    {
        using EmulatorHost emulator = EmulatorHost.Launch("--firmware", Path.Combine(folder, "none.dll"));

        Refused(emulator, 2, "none.dll", "cannot be read");
    }

    [Fact]
    public void AnAssemblyThatIsNoFirmware_IsRefused()
    {
        using EmulatorHost emulator = EmulatorHost.Launch("--firmware", typeof(ProcessTests).Assembly.Location);

        Refused(emulator, 2, "not compiled against nanoFramework");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(5000)]
    public void ATornAssembly_IsRefused(int length)
    {
        string torn = Path.Combine(folder, "torn.dll");
        File.WriteAllBytes(torn, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll"))[..length]);
        using EmulatorHost emulator = EmulatorHost.Launch("--firmware", torn);

        Refused(emulator, 2, "torn.dll", "damaged");
    }

    [Fact]
    public void CallsThatTheEmulatorLacks_AreListed()
    {
        using EmulatorHost emulator = Firmware(
            "class P { static void Main() { new System.Threading.Thread(P.Main).Start(); System.Threading.Thread.SpinWait(1); } }");

        Refused(emulator, 2, "System.Threading.Thread::SpinWait", "System.Threading.Thread::Start");
    }

    [Fact]
    public void AnUncaughtException_EndsTheProcessWithOneLine()
    {
        using EmulatorHost emulator = Firmware(
            "class P { static void Main() { throw new System.InvalidOperationException(\"no pins\"); } }");

        Refused(emulator, 3, "uncaught InvalidOperationException: no pins");
    }

    [Fact]
    public void MainThatReturns_EndsTheProcessWithOneLine()
    {
        using EmulatorHost emulator = Firmware("class P { static void Main() { } }");

        Refused(emulator, 3, "Main returned");
    }

    [Fact]
    public void APortWithoutPins_CannotBeOpened()
    {
        using EmulatorHost emulator = Firmware("class P { static void Main() { new System.IO.Ports.SerialPort(\"COM2\").Open(); } }");

        Refused(emulator, 3, "COM2 has no default pins");
    }

    [Fact]
    public void ARead_EndsByItsTimeout()
    {
        using EmulatorHost emulator = Firmware(
            """
            using System.IO.Ports;
            using nanoFramework.Hardware.Esp32;
            class P
            {
                static void Main()
                {
                    Configuration.SetPinFunction(16, DeviceFunction.COM3_RX);
                    Configuration.SetPinFunction(17, DeviceFunction.COM3_TX);
                    SerialPort port = new SerialPort("COM3");
                    port.ReadTimeout = 30;
                    port.Open();
                    try { port.Read(new byte[3], 0, 3); }
                    catch (System.TimeoutException) { throw new System.InvalidOperationException("nothing came"); }
                }
            }
            """);

        Assert.Equal(3, emulator.WaitForExit());
        Assert.Contains("InvalidOperationException: nothing came", emulator.Errors());
    }

    [Fact]
    public void PinsOfFlash_CannotBeGiven()
    {
        using EmulatorHost emulator = Firmware(
            """
            using nanoFramework.Hardware.Esp32;
            class P { static void Main() { Configuration.SetPinFunction(16, DeviceFunction.COM2_RX); } }
            """,
            "ESP32_PICO");

        Refused(emulator, 3, "pin 16 of ESP32_PICO");
    }

    [Theory]
    [InlineData("ESP32_REV0")]
    [InlineData("ESP32_BLE_REV3")]
    [InlineData("ESP_WROVER_KIT")]
    [InlineData("ESP32_PICO")]
    [InlineData("ESP32_S3_QUAD")]
    [InlineData("ESP32_S3_OCTAL")]
    public void TheFirmware_HasPinsForEveryBoard(string board)
    {
        using EmulatorHost emulator = EmulatorHost.Start("--board", board);
        emulator.CloseInput();

        Assert.Equal(0, emulator.WaitForExit());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Refused(EmulatorHost emulator, int exitCode, params string[] parts)
    {
        Assert.Equal(exitCode, emulator.WaitForExit());
        Assert.Equal("", emulator.Output());
        string line = Assert.Single(emulator.Errors().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(parts, part => Assert.Contains(part, line));
    }

    private static string ReadLine(Process process) =>
        process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("no output");

    private EmulatorHost Firmware(string source, string board = "ESP32_REV3")
    {
        string path = Path.Combine(folder, "firmware.dll");
        ProfileCompiler.Build(source, path);
        return EmulatorHost.Launch("--firmware", path, "--board", board);
    }
}
