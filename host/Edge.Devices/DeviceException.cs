namespace Edge.Devices;

/// <summary>
/// Something about a device that the user has to know: it is not there, answers nothing, speaks another protocol, has too little memory.
/// The message is one line that says what is wrong and what to do.
/// </summary>
public class DeviceException : Exception
{
    /// <summary>Creates the exception with a one-line message.</summary>
    public DeviceException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a one-line message and its cause.</summary>
    public DeviceException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>
    /// True where the device is only away: unplugged, without power, starting, or its port held or not ready just now. Waiting may help.
    /// </summary>
    public bool MayComeBack { get; init; }
}
