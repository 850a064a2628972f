namespace Edge.Devices.Serial;

/// <summary>Why a port cannot be used.</summary>
public enum SerialFault
{
    /// <summary>No port of that name exists.</summary>
    NotFound,

    /// <summary>Another program holds the port.</summary>
    Busy,

    /// <summary>The user may not open the port.</summary>
    PermissionDenied,

    /// <summary>The name stands for something that is no serial port.</summary>
    NotASerialPort,

    /// <summary>The port refuses the baud rate.</summary>
    BaudRate,

    /// <summary>The other end has gone: unplugged, or its process ended.</summary>
    HungUp,

    /// <summary>The other end takes no bytes.</summary>
    Stuck,

    /// <summary>Any other failure of the operating system.</summary>
    Other,
}
