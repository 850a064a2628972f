using Edge.Devices.Serial;

namespace Edge.Flashing;

/// <summary>Whether a port is there, without opening it: that would reset many boards.</summary>
public static class PortCheck
{
    /// <summary>Returns where the port is there, or can't be known to be absent.</summary>
    /// <exception cref="SerialPortException">There is no such port; the message names those that there are.</exception>
    public static void RequireThere(string port)
    {
        ArgumentNullException.ThrowIfNull(port);
        if (!(OperatingSystem.IsWindows() ? IsListed(port) : File.Exists(port)))
        {
            throw SerialPorts.NotFound(port);
        }
    }

    // Windows lists COM ports alone; pipes and other devices have other names.
    private static bool IsListed(string port)
    {
        const string DevicePrefix = @"\\.\";
        string name = port.StartsWith(DevicePrefix, StringComparison.Ordinal) ? port[DevicePrefix.Length..] : port;
        return !name.StartsWith("COM", StringComparison.OrdinalIgnoreCase)
            || SerialPorts.List().Any(known => known.Path.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
