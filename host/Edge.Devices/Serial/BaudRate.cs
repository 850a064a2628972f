namespace Edge.Devices.Serial;

/// <summary>Bauds: symbols per second, which on an 8N1 line are bits per second, ten of them per byte.</summary>
public static class BaudRate
{
    /// <summary>What the firmware opens its port with.</summary>
    public const int Default = 921_600;

    /// <summary>Slowest rate accepted.</summary>
    public const int Lowest = 300;

    /// <summary>Fastest rate accepted; the port's driver may refuse much earlier.</summary>
    public const int Highest = 12_000_000;

    /// <summary>Returns when the rate is within <see cref="Lowest"/>..<see cref="Highest"/>.</summary>
    /// <exception cref="SerialPortException">It is not.</exception>
    public static void Require(int bauds)
    {
        if (bauds < Lowest || bauds > Highest)
        {
            throw new SerialPortException(
                SerialFault.BaudRate, $"{bauds} baud is not within {Lowest}..{Highest}; boards usually take 115200, 460800 or 921600");
        }
    }

    /// <summary>Returns when the rate a port came up with is close enough (3 %) to be understood by the other end.</summary>
    /// <exception cref="SerialPortException">The two are too far apart.</exception>
    public static void RequireNear(string port, int asked, long got)
    {
        if (Math.Abs(got - asked) * 100 > 3L * asked)
        {
            throw new SerialPortException(
                SerialFault.BaudRate, $"{port} does not do {asked} baud, its nearest rate is {got}; choose that one");
        }
    }
}
