using Edge.Devices.Serial;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Serial;

public class SerialPortTests
{
    /// <summary>The system's own way to wait, and the other one: macOS waits by select.</summary>
    public static TheoryData<string> Waits => ["poll", "select"];

    private static readonly byte[] AllBytes = [.. Enumerable.Range(0, 1024).Select(i => (byte)(i & 255))];

    [LinuxTheory]
    [InlineData(9600)]
    [InlineData(115_200)]
    [InlineData(250_000)]
    [InlineData(921_600)]
    [InlineData(1_234_567)]
    [InlineData(4_000_000)]
    public void Open_AnyBaudRate_PassesAllBytesBothWays(int bauds)
    {
        using PseudoTerminal terminal = new();
        using ISerialLink port = SerialPorts.Open(terminal.Path, bauds);
        port.Write(AllBytes, CancellationToken.None);
        Assert.Equal(AllBytes, terminal.ReadAll(AllBytes.Length));
        terminal.Write(AllBytes);
        Assert.Equal(AllBytes, ReadAll(port, AllBytes.Length));
    }

    [LinuxTheory]
    [InlineData(0)]
    [InlineData(-9600)]
    [InlineData(99_000_000)]
    public void Open_ImpossibleBaudRate_IsRefused(int bauds)
    {
        using PseudoTerminal terminal = new();
        SerialPortException thrown = Assert.Throws<SerialPortException>(() => SerialPorts.Open(terminal.Path, bauds));
        Assert.Equal(SerialFault.BaudRate, thrown.Fault);
    }

    [LinuxFact]
    public void Open_MissingPort_SaysWhatIsThere()
    {
        SerialPortException thrown = Assert.Throws<SerialPortException>(() => SerialPorts.Open("/dev/ttyUSB4711", 9600));
        Assert.Equal(SerialFault.NotFound, thrown.Fault);
        Assert.StartsWith("/dev/ttyUSB4711 does not exist; ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(
            SerialPorts.List().Count == 0 ? "no serial port is plugged in" : SerialPorts.List()[0].Path,
            thrown.Message,
            StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Open_Twice_IsBusyUntilClosed()
    {
        using PseudoTerminal terminal = new();
        ISerialLink first = SerialPorts.Open(terminal.Path, 9600);
        SerialPortException thrown = Assert.Throws<SerialPortException>(() => SerialPorts.Open(terminal.Path, 9600));
        Assert.Equal(SerialFault.Busy, thrown.Fault);
        first.Dispose();
        SerialPorts.Open(terminal.Path, 9600).Dispose();
    }

    /// <summary>A child that this process starts has copies of all descriptors for a moment: a port closed meanwhile is free all the same.</summary>
    [LinuxFact]
    public void Open_ClosedWhileAChildHasACopy_IsFree()
    {
        using PseudoTerminal terminal = new();
        ISerialLink first = SerialPorts.Open(terminal.Path, 9600);
        using DescriptorCopies copies = new(terminal.Path);
        Assert.True(copies.Count > 0);
        first.Dispose();
        SerialPorts.Open(terminal.Path, 9600).Dispose();
    }

    [LinuxFact]
    public void Open_FileOrFolder_IsNoSerialPort()
    {
        string file = Path.GetTempFileName();
        try
        {
            Assert.Equal(SerialFault.NotASerialPort, Assert.Throws<SerialPortException>(() => SerialPorts.Open(file, 9600)).Fault);
            Assert.Equal(SerialFault.NotASerialPort, Assert.Throws<SerialPortException>(() => SerialPorts.Open("/dev", 9600)).Fault);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [SkippableFact]
    public void Open_WithoutPermission_NamesTheGroup()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such permissions");
        Skip.If(Environment.IsPrivilegedProcess, "root may open everything");
        string file = Path.GetTempFileName();
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.None);
            }

            SerialPortException thrown = Assert.Throws<SerialPortException>(() => SerialPorts.Open(file, 9600));
            Assert.Equal(SerialFault.PermissionDenied, thrown.Fault);
            Assert.Contains("dialout", thrown.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [LinuxTheory]
    [MemberData(nameof(Waits))]
    public void Read_NothingComes_ReturnsZero(string wait)
    {
        using PseudoTerminal terminal = new();
        using ISerialLink port = Open(terminal.Path, 9600, wait);
        Assert.Equal(0, port.Read(new byte[10], 30, CancellationToken.None));
        Assert.Equal(0, port.Read(new byte[10], 0, CancellationToken.None));
    }

    [LinuxTheory]
    [MemberData(nameof(Waits))]
    public void Read_Cancelled_Throws(string wait)
    {
        using PseudoTerminal terminal = new();
        using ISerialLink port = Open(terminal.Path, 9600, wait);
        using CancellationTokenSource source = new(50);
        Assert.Throws<OperationCanceledException>(() => port.Read(new byte[10], int.MaxValue, source.Token));
    }

    [LinuxTheory]
    [MemberData(nameof(Waits))]
    public void Read_OtherEndCloses_GivesTheRestThenHangsUp(string wait)
    {
        using PseudoTerminal terminal = new();
        using ISerialLink port = Open(terminal.Path, 9600, wait);
        terminal.HangUp();
        SerialPortException thrown = Assert.Throws<SerialPortException>(() => port.Read(new byte[10], 5000, CancellationToken.None));
        Assert.Equal(SerialFault.HungUp, thrown.Fault);
        Assert.Equal(SerialFault.HungUp, Assert.Throws<SerialPortException>(() => port.Write([1], CancellationToken.None)).Fault);
    }

    [LinuxTheory]
    [MemberData(nameof(Waits))]
    public void Write_NobodyReads_IsStuckNotEndless(string wait)
    {
        using PseudoTerminal terminal = new();
        using ISerialLink port = Open(terminal.Path, 9600, wait);
        SerialPortException thrown = Assert.Throws<SerialPortException>(() => port.Write(new byte[1 << 20], CancellationToken.None));
        Assert.Equal(SerialFault.Stuck, thrown.Fault);
    }

    [LinuxFact]
    public void Open_BytesFromBefore_AreForgotten()
    {
        using PseudoTerminal terminal = new();
        using (ISerialLink first = SerialPorts.Open(terminal.Path, 9600))
        {
            terminal.Write([1, 2, 3]);
            Assert.Equal([1], ReadAll(first, 1));
        }

        using ISerialLink second = SerialPorts.Open(terminal.Path, 9600);
        terminal.Write([4]);
        Assert.Equal([4], ReadAll(second, 1));
    }

    [LinuxFact]
    public void Select_PassesAllBytesBothWays()
    {
        using PseudoTerminal terminal = new();
        using ISerialLink port = Open(terminal.Path, 921_600, "select");
        for (int i = 0; i < 20; i++)
        {
            port.Write(AllBytes, CancellationToken.None);
            Assert.Equal(AllBytes, terminal.ReadAll(AllBytes.Length));
            terminal.Write(AllBytes);
            Assert.Equal(AllBytes, ReadAll(port, AllBytes.Length));
        }
    }

    /// <summary>select's sets end at 1024: a descriptor beyond is refused, not written past the set's end.</summary>
    [SkippableFact]
    public void Select_TooManyFilesOpen_IsRefused()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs a Linux pseudo-terminal");
        List<FileStream> files = [];
        try
        {
            try
            {
                while (files.Count == 0 || files[^1].SafeFileHandle.DangerousGetHandle() < UnixWait.MostSelected)
                {
                    files.Add(new FileStream("/dev/null", FileMode.Open, FileAccess.Read, FileShare.Read));
                }
            }
            catch (IOException e)
            {
                Skip.If(true, "this process may not open as many files: " + e.Message);
            }

            using PseudoTerminal terminal = new();
            SerialPortException thrown = Assert.Throws<SerialPortException>(() => Open(terminal.Path, 9600, "select"));
            Assert.Contains("files open, more than can be waited for", thrown.Message, StringComparison.Ordinal);
            using ISerialLink port = Open(terminal.Path, 9600, "poll");
            terminal.Write([7]);
            Assert.Equal([7], ReadAll(port, 1));
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }
    }

    private static UnixSerialPort Open(string path, int bauds, string wait) =>
        UnixSerialPort.Open(path, bauds, wait == "poll" ? UnixWait.Poll : UnixWait.Select);

    private static byte[] ReadAll(ISerialLink port, int count)
    {
        byte[] bytes = new byte[count];
        int got = 0;
        while (got < count)
        {
            int some = port.Read(bytes.AsSpan(got), 5000, CancellationToken.None);
            Assert.NotEqual(0, some);
            got += some;
        }

        return bytes;
    }
}
