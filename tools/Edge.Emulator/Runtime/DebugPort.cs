namespace Edge.Emulator.Runtime;

/// <summary>Stand-in for System.Console, which on a board goes to the debug port: here to standard error.</summary>
public static class DebugPort
{
    /// <summary>Writes text.</summary>
    public static void Write(string value) => Console.Error.Write(value);

    /// <summary>Ends a line.</summary>
    public static void WriteLine() => Console.Error.WriteLine();

    /// <summary>Writes a line.</summary>
    public static void WriteLine(string value) => Console.Error.WriteLine(value);
}
