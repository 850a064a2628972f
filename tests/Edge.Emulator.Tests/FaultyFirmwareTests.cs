using Edge.Emulator.Tests.Parts;

namespace Edge.Emulator.Tests;

/// <summary>Firmware that is none or that misbehaves, through the real process: one line and the exit code of the README each.</summary>
public sealed class FaultyFirmwareTests : IDisposable
{
    private const string Open =
        """
        nanoFramework.Hardware.Esp32.Configuration.SetPinFunction(17, nanoFramework.Hardware.Esp32.DeviceFunction.COM2_TX);
        nanoFramework.Hardware.Esp32.Configuration.SetPinFunction(16, nanoFramework.Hardware.Esp32.DeviceFunction.COM2_RX);
        var port = new System.IO.Ports.SerialPort("COM2", 115200);
        port.Open();
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("edge-faulty-").FullName;

    private string Path => System.IO.Path.Combine(folder, "firmware.dll");

    [Fact]
    public void Text_IsNoAssembly()
    {
        File.WriteAllText(Path, "this is a text file, and a long one at that: " + new string('x', 4000));
        Refused(2, "firmware.dll: this is no .NET assembly");
    }

    [Fact]
    public void ALibrary_HasNoMain()
    {
        ProfileCompiler.BuildLibrary("public class C { public int Length(string s) { return s.Length; } }", Path);
        Refused(2, "firmware.dll: this assembly has no entry point static void Main()");
    }

    [Theory]
    [InlineData("static int Main() { return 0; }")]
    [InlineData("static void Main(string[] args) { }")]
    public void MainOfAnotherForm_IsRefused(string main)
    {
        ProfileCompiler.Build("class P { " + main + " }", Path);
        Refused(2, "no entry point static void Main()");
    }

    [Fact]
    public void ADesktopAssembly_IsNoFirmware()
    {
        File.Copy(typeof(FaultyFirmwareTests).Assembly.Location, Path);
        Refused(2, "firmware.dll: this assembly is not compiled against nanoFramework 1.x");
    }

    [Fact]
    public void CallsOfUnknownSize_AreRefused()
    {
        ProfileCompiler.Build("class P { static void Main() { lock (new object()) { } } }", Path);
        Refused(2, "does not know what this firmware takes of a board's heap when it calls System.Threading.Monitor::Enter");
    }

    [Fact]
    public void FirmwareThatHangs_IsEndedWithMethodAndStack()
    {
        ProfileCompiler.Build(
            "class P { static int n; static void Spin() { while (true) { n++; } } static void Main() { try { Spin(); n = 1; } catch (System.Exception) { } n = 2; } }",
            Path);
        Refused(4, "the watchdog has counted 100000 instructions without a look at port, clock or thread, at P.", "--meter", "on", "--watchdog", "100000");
    }

    [Fact]
    public void FirmwareThatThrows_IsEndedWithItsStack()
    {
        ProfileCompiler.Build(
            "class P { static int n; static void Deep(int d) { if (d == 0) { throw new System.ArgumentException(\"too deep\"); } Deep(d - 1); n++; } "
            + "static void Main() { Deep(20); n = 1; } }",
            Path);
        Refused(3, "uncaught ArgumentException: too deep, at P.Deep in P.Deep in ");
    }

    [Fact]
    public void FirmwareThatRunsOutOfMemory_IsEndedWithTheNumbers()
    {
        ProfileCompiler.Build("class P { static byte[] kept; static void Main() { kept = new byte[60000]; kept[0] = 1; } }", Path);
        Refused(3, "uncaught OutOfMemoryException: 60012 bytes of heap are wanted and 41988 of ESP32_REV3's 50000 are free, at P.Main", "--heap", "50000");
    }

    [Theory]
    [InlineData("7999")]
    [InlineData("-1")]
    [InlineData("much")]
    public void AHeapThatIsNone_IsRefused(string bytes)
    {
        using EmulatorHost emulator = EmulatorHost.Launch("--heap", bytes);

        Assert.NotEqual(0, emulator.WaitForExit());
        Assert.Contains("--heap", emulator.Errors());
    }

    [Theory]
    [InlineData("esp32-rev4", "did you mean ESP32_REV3?")]
    [InlineData("wrover", "there are ESP32_REV3, ")]
    public void AnUnknownBoard_IsAnsweredWithTheNearest(string name, string words)
    {
        using EmulatorHost emulator = EmulatorHost.Launch("--board", name);

        Assert.Equal(2, emulator.WaitForExit());
        string line = Assert.Single(emulator.Errors().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("edge-emulator: no board is called " + name, line);
        Assert.Contains(words, line);
    }

    /// <summary>Nobody reads: the line takes what it holds and no more, the firmware waits, and the emulator still ends when it is told to.</summary>
    [Theory]
    [InlineData("off")]
    [InlineData("on")]
    public void FirmwareThatFloodsItsPort_WaitsForItsReader(string meter)
    {
        ProfileCompiler.Build("class P { static void Main() { " + Open + " var some = new byte[1024]; while (true) { port.Write(some, 0, 1024); } } }", Path);
        using EmulatorHost emulator = EmulatorHost.Start("--firmware", Path, "--meter", meter);

        // A reset gets through to firmware that is stuck in the middle of a write.
        emulator.Reset();
        emulator.ErrorLine("edge-emulator: reset");
        long before = emulator.MemoryBytes();
        Thread.Sleep(300);
        Assert.InRange(emulator.MemoryBytes() - before, long.MinValue, 32L * 1024 * 1024);

        emulator.CloseInput();
        Assert.Equal(0, emulator.WaitForExit());
    }

    /// <summary>Text without an end of line would be kept whole by whoever reads lines.</summary>
    [Fact]
    public void FirmwareThatFloodsTheDebugPort_WritesLinesOfBoundedLength()
    {
        ProfileCompiler.Build("class P { static void Main() { for (int i = 0; i < 1000; i++) { System.Console.Write(\"0123456789\"); } } }", Path);
        using EmulatorHost emulator = EmulatorHost.Launch("--firmware", Path);

        Assert.Equal(3, emulator.WaitForExit());
        string[] lines = emulator.Errors().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 1000));
        Assert.Equal(10_000, lines.Where(line => char.IsDigit(line[0])).Sum(line => line.Length));
        Assert.Contains("Main returned", lines[^1]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Refused(int exitCode, string words, params string[] options)
    {
        using EmulatorHost emulator = EmulatorHost.Launch(["--firmware", Path, .. options]);

        Assert.Equal(exitCode, emulator.WaitForExit());
        Assert.Equal("", emulator.Output());
        string line = Assert.Single(emulator.Errors().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("edge-emulator: ", line);
        Assert.Contains(words, line);
    }
}
