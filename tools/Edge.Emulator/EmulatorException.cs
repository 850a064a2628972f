namespace Edge.Emulator;

/// <summary>The emulator cannot go on; the message is one line for the user that says what is wrong, where, and what to do.</summary>
public sealed class EmulatorException : Exception
{
    /// <summary>Creates the exception with a one-line message.</summary>
    public EmulatorException(string message)
        : base(message)
    {
    }
}
