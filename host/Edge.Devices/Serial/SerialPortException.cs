namespace Edge.Devices.Serial;

/// <summary>A port that cannot be opened or used; the message is one line that names the port, the cause and what to do.</summary>
public sealed class SerialPortException : DeviceException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="fault">What kind of failure it is.</param>
    /// <param name="message">One line.</param>
    public SerialPortException(SerialFault fault, string message)
        : base(message)
    {
        Fault = fault;
        MayComeBack = fault is not (SerialFault.NotASerialPort or SerialFault.BaudRate);
    }

    /// <summary>What kind of failure it is.</summary>
    public SerialFault Fault { get; }
}
