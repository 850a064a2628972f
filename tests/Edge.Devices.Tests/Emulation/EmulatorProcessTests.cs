using System.Diagnostics;
using Edge.Devices.Emulation;
using Edge.Devices.Tests.Support;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Emulation;

public class EmulatorProcessTests
{
    [LinuxFact]
    public void Start_Emulator_NamesItsPortAndEndsWithUs()
    {
        EmulatorProcess emulator = EmulatorProcess.Start(BuiltEmulator.Options, CancellationToken.None);
        Assert.True(File.Exists(emulator.Port));
        Assert.False(emulator.HasEnded);
        int id = emulator.ProcessId;
        emulator.Dispose();
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    [LinuxFact]
    public void Start_ProcessThatDiesEarly_GivesItsLastWords()
    {
        DeviceException thrown = Assert.Throws<DeviceException>(
            () => EmulatorProcess.Start(Shell("echo first >&2; echo no such board >&2; exit 3"), 60_000, CancellationToken.None));
        Assert.Equal("the emulator ended with code 3: first | no such board", thrown.Message);
    }

    /// <summary>Ctrl-C ends the emulator before this process has heard of it: the user stopped, and nothing failed.</summary>
    [LinuxTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Start_ProcessThatASignalEnds_WaitsForTheSameSignal(string signal)
    {
        using CancellationTokenSource source = new(100);
        Assert.ThrowsAny<OperationCanceledException>(
            () => EmulatorProcess.Start(Shell($"exec env --default-signal={signal} sh -c 'kill -{signal} $$'"), 60_000, source.Token));
    }

    [LinuxFact]
    public void Start_ProcessThatASignalEndsAlone_GivesItsEnding()
    {
        DeviceException thrown = Assert.Throws<DeviceException>(
            () => EmulatorProcess.Start(Shell("kill -TERM $$"), 60_000, CancellationToken.None));
        Assert.Equal("the emulator ended with code 143: it said nothing", thrown.Message);
    }

    [LinuxFact]
    public void Start_ProcessThatSaysSomethingElse_IsRefused()
    {
        DeviceException thrown = Assert.Throws<DeviceException>(
            () => EmulatorProcess.Start(Shell("echo hello; cat"), 60_000, CancellationToken.None));
        Assert.Contains("\"hello\"", thrown.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Start_ProcessThatSaysNothing_IsNotWaitedForEndlessly()
    {
        DeviceException thrown = Assert.Throws<DeviceException>(() => EmulatorProcess.Start(Shell("cat"), 100, CancellationToken.None));
        Assert.Contains("named no port within 0.1 s", thrown.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Start_Cancelled_Ends()
    {
        using CancellationTokenSource source = new(50);
        Assert.ThrowsAny<OperationCanceledException>(() => EmulatorProcess.Start(Shell("cat"), 60_000, source.Token));
    }

    [Fact]
    public void Start_NoSuchProgram_SaysWhich()
    {
        DeviceException thrown = Assert.Throws<DeviceException>(
            () => EmulatorProcess.Start(new ProcessStartInfo("/no/such/emulator"), 60_000, CancellationToken.None));
        Assert.StartsWith("cannot start the emulator (/no/such/emulator)", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere/Edge.Emulator.dll", null, "the emulator nowhere/Edge.Emulator.dll does not exist")]
    [InlineData(null, null, "the emulator is not beside this program")]
    public void Start_MissingFiles_SaysWhich(string? emulator, string? firmware, string start)
    {
        EmulatorOptions options = new() { EmulatorPath = emulator, FirmwarePath = firmware };
        DeviceException thrown = Assert.Throws<DeviceException>(() => EmulatorProcess.Start(options, CancellationToken.None));
        Assert.StartsWith(start, thrown.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Start_UnknownBoard_PassesTheEmulatorsLineOn()
    {
        DeviceException thrown = Assert.Throws<DeviceException>(
            () => EmulatorProcess.Start(BuiltEmulator.Options with { Board = "TOASTER" }, CancellationToken.None));
        Assert.Contains("TOASTER", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }

    private static ProcessStartInfo Shell(string script) => new("/bin/sh") { ArgumentList = { "-c", script } };
}
