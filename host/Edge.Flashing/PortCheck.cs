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
        bool there = OperatingSystem.IsWindows()
            ? SerialPorts.List().Any(known => known.Path.Equals(port, StringComparison.OrdinalIgnoreCase))
            : File.Exists(port);
        if (!there)
        {
            throw SerialPorts.NotFound(port);
        }
    }
}
