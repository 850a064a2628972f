namespace Edge.Cli;

/// <summary>What the process returns. The table in host/README.md is this one.</summary>
internal static class ExitCode
{
    /// <summary>Done, and where something was compared, nothing differed.</summary>
    public const int Fine = 0;

    /// <summary>Done, but what was compared differs.</summary>
    public const int Differences = 1;

    /// <summary>The command line itself is wrong: unknown command, option or name, value out of range.</summary>
    public const int Usage = 2;

    /// <summary>A file or folder is missing, torn, of another kind, or cannot be written.</summary>
    public const int BadInput = 3;

    /// <summary>A device, a port or the emulator does not answer as it should.</summary>
    public const int Device = 4;

    /// <summary>Stopped by Ctrl-C; what was finished is kept and the same command goes on from there.</summary>
    public const int Interrupted = 5;

    /// <summary>A fault of this program.</summary>
    public const int Internal = 70;
}
