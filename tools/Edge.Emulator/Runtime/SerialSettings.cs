namespace Edge.Emulator.Runtime;

/// <summary>Stand-in for System.IO.Ports.Handshake.</summary>
public enum Handshake
{
    /// <summary>None.</summary>
    None,

    /// <summary>XON/XOFF.</summary>
    XOnXOff,

    /// <summary>RTS.</summary>
    RequestToSend,

    /// <summary>RTS and XON/XOFF.</summary>
    RequestToSendXOnXOff,
}

/// <summary>Stand-in for System.IO.Ports.Parity.</summary>
public enum Parity
{
    /// <summary>No parity bit.</summary>
    None = 0,

    /// <summary>Odd parity.</summary>
    Odd = 1,

    /// <summary>Even parity.</summary>
    Even = 2,
}

/// <summary>Stand-in for System.IO.Ports.StopBits.</summary>
public enum StopBits
{
    /// <summary>One.</summary>
    One = 1,

    /// <summary>Two.</summary>
    Two = 2,

    /// <summary>One and a half.</summary>
    OnePointFive = 3,
}
