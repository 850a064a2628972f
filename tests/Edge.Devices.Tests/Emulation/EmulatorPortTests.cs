using System.Diagnostics;
using Edge.Devices.Emulation;
using Edge.Devices.Serial;
using Edge.Devices.Session;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Emulation;

/// <summary>
/// The number of an ended emulator's pseudo-terminal is given out anew: what has its name then belongs to another. Scripts stand in for the
/// emulator, and name the terminal that would have got the number.
/// </summary>
public class EmulatorPortTests
{
    private static readonly SessionOptions Impatient = new() { HelloPatienceMilliseconds = 1000 };

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_NameOfAnEndedEmulator_IsNotAnothersPort(bool held)
    {
        using PseudoTerminal others = new();
        using ISerialLink? holder = held ? SerialPorts.Open(others.Path, BaudRate.Default) : null;
        EmulatorProcess emulator = Start($"echo port {others.Path}; echo no more >&2; exit 3");
        Assert.True(emulator.EndsWithin(60_000));
        DeviceException thrown = Assert.Throws<DeviceException>(() => SerialDevice.Open(emulator, Impatient, CancellationToken.None));
        Assert.Equal("the emulator ended with code 3: no more", thrown.Message);
        Assert.True(thrown.MayComeBack);
        Assert.Equal(0, others.Read(new byte[100], 0));
    }

    [LinuxFact]
    public void Open_AnotherAnswersAfterTheEnd_IsNotTakenForTheEmulator()
    {
        DeviceStandIn other = new();
        EmulatorProcess emulator = Start($"echo port {other.Terminal.Path}; exec sleep 0.3");
        Thread answering = new(() =>
        {
            if (emulator.EndsWithin(60_000))
            {
                other.Start();
            }
        });
        answering.Start();
        DeviceException thrown = Assert.Throws<DeviceException>(
            () => SerialDevice.Open(emulator, new SessionOptions(), CancellationToken.None));
        answering.Join();
        other.Dispose();
        Assert.StartsWith("the emulator ended with code 0", thrown.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Open_PortHeldForAMoment_IsWaitedFor()
    {
        using DeviceStandIn standIn = new DeviceStandIn().Start();
        ISerialLink visitor = SerialPorts.Open(standIn.Terminal.Path, BaudRate.Default);
        using Timer leaving = new(_ => visitor.Dispose(), null, 200, Timeout.Infinite);
        using SerialDevice device = SerialDevice.Open(Start($"echo port {standIn.Terminal.Path}; exec cat"), Impatient, CancellationToken.None);
        Assert.StartsWith("stand-in", device.Firmware, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Open_PortHeldForGood_IsBusy()
    {
        using PseudoTerminal terminal = new();
        using ISerialLink holder = SerialPorts.Open(terminal.Path, BaudRate.Default);
        SerialPortException thrown = Assert.Throws<SerialPortException>(
            () => SerialDevice.Open(Start($"echo port {terminal.Path}; exec cat"), Impatient, CancellationToken.None));
        Assert.Equal(SerialFault.Busy, thrown.Fault);
    }

    private static EmulatorProcess Start(string script) =>
        EmulatorProcess.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", script } }, 60_000, CancellationToken.None);
}
