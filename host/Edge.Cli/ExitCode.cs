namespace Edge.Cli;

/// <summary>What the process returns. The table in host/README.md is this one.</summary>
internal static class ExitCode
{
    /// <summary>Done, and where something was compared, nothing differed.</summary>
    public const int Fine = 0;

    /// <summary>Done, but what was compared differs.</summary>
    public const int Differences = 1;

    /// <summary>
    /// The command line itself is wrong: an unknown command or option, a missing or empty argument, something the folder does not hold.
    /// </summary>
    public const int Usage = 2;

    /// <summary>
    /// A file, folder, data set, network or setting can't be used: missing, unknown, torn, out of range, in use by another process, not
    /// writable, no space left.
    /// </summary>
    public const int BadInput = 3;

    /// <summary>A device, a port or the emulator does not answer as it should.</summary>
    public const int Device = 4;

    /// <summary>Stopped by Ctrl-C or SIGTERM; what was finished is kept and the same command goes on from there.</summary>
    public const int Interrupted = 5;

    /// <summary>A fault of this program.</summary>
    public const int Internal = 70;
}
