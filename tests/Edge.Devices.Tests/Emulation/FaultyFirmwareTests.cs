using Edge.Devices.Emulation;
using Edge.Devices.Session;
using Edge.Devices.Tests.Support;
using Edge.Testing.Devices;
using Edge.Testing.Nano;

namespace Edge.Devices.Tests.Emulation;

/// <summary>Firmware that misbehaves behind a real emulator: the host ends with one line, in bounded time and memory.</summary>
public sealed class FaultyFirmwareTests : IDisposable
{
    private const string OpenPort =
        """
        nanoFramework.Hardware.Esp32.Configuration.SetPinFunction(33, nanoFramework.Hardware.Esp32.DeviceFunction.COM2_TX);
        nanoFramework.Hardware.Esp32.Configuration.SetPinFunction(32, nanoFramework.Hardware.Esp32.DeviceFunction.COM2_RX);
        var port = new System.IO.Ports.SerialPort("COM2", 115200);
        port.Open();
        """;

    private static readonly SessionOptions Impatient = new() { HelloPatienceMilliseconds = 1000 };

    private readonly string path = Path.GetTempFileName();

    [LinuxFact]
    public void FirmwareThatFloodsThePort_IsGivenUpAsNoEdge()
    {
        string message = Start("var some = new byte[1000]; while (true) { port.Write(some, 0, 1000); }");
        Assert.Contains(" bytes at 921600 baud that are no frames of Edge: ", message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void FirmwareThatHangs_IsSaidToAnswerNothing() =>
        Assert.Contains(" answers nothing at 921600 baud within 1 s: ", Start("int n = 0; while (true) { n++; }"), StringComparison.Ordinal);

    [LinuxFact]
    public void FirmwareThatThrows_IsSaidToWithItsMethods()
    {
        string message = Start("port.Write(new byte[5], 3, 9);");
        Assert.StartsWith("the emulator ended with code 3: ", message, StringComparison.Ordinal);
        Assert.Contains("the firmware ended with an uncaught ArgumentOutOfRangeException: ", message, StringComparison.Ordinal);
        Assert.EndsWith(", at P.Main", message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(path);

    private string Start(string statements)
    {
        ProfileCompiler.Build("class P { static void Main() { " + OpenPort + statements + " } }", path);
        EmulatorOptions options = BuiltEmulator.Options with { FirmwarePath = path };
        DeviceException thrown = Assert.ThrowsAny<DeviceException>(() => SerialDevice.StartEmulator(options, Impatient, CancellationToken.None));
        Assert.DoesNotContain('\n', thrown.Message);
        return thrown.Message;
    }
}
