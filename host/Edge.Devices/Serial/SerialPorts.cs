namespace Edge.Devices.Serial;

/// <summary>Opens ports and lists those that are there.</summary>
public static class SerialPorts
{
    /// <summary>Opens a serial port, a pseudo-terminal, or on Windows a COM port or a named pipe (<c>\\.\pipe\NAME</c>).</summary>
    /// <param name="name">Its path or name.</param>
    /// <param name="bauds">Baud rate, 8 data bits, no parity, one stop bit; pseudo-terminals and pipes have none and ignore it.</param>
    /// <exception cref="SerialPortException">It cannot be opened; the message says why and what to do.</exception>
    public static ISerialLink Open(string name, int bauds)
    {
        if (NamedPipeLink.IsPipe(name))
        {
            return NamedPipeLink.Open(name);
        }

        if (OperatingSystem.IsWindows())
        {
            return WindowsSerialPort.Open(name, bauds);
        }

        return UnixSerialPort.Open(name, bauds);
    }

    /// <summary>The serial ports of this machine, ordered by path; empty where there are none.</summary>
    public static IReadOnlyList<PortInfo> List()
    {
        if (OperatingSystem.IsWindows())
        {
            return WindowsSerialPort.List();
        }

        return OperatingSystem.IsMacOS() ? ListMac() : LinuxPorts.List("/dev", "/sys");
    }

    /// <summary>The line for a port that does not exist: it names those that do.</summary>
    internal static SerialPortException NotFound(string name)
    {
        IReadOnlyList<PortInfo> ports = List();
        string there = ports.Count == 0
            ? "no serial port is plugged in"
            : "there are " + string.Join(", ", ports.Select(Describe));
        return new SerialPortException(SerialFault.NotFound, $"{name} does not exist; {there}");
    }

    private static string Describe(PortInfo port) => port.Description.Length == 0 ? port.Path : $"{port.Path} ({port.Description})";

    private static List<PortInfo> ListMac() =>
        Directory.EnumerateFileSystemEntries("/dev", "cu.*")
            .Order(StringComparer.Ordinal)
            .Select(path => new PortInfo(path, null, string.Empty))
            .ToList();
}
