namespace Edge.NanoProfile.Checker;

/// <summary>
/// Limits of the nanoFramework 1.x runtime, as measured on its official sources. IL is counted as the C# compiler wrote it, with tokens of
/// four bytes; a board's have two, so that what passes here is smaller there.
/// </summary>
public static class BoardLimits
{
    /// <summary>Locals of a method.</summary>
    public const int MostLocals = 255;

    /// <summary>Targets of one switch instruction.</summary>
    public const int MostSwitchTargets = 255;

    /// <summary>Bytes of one method body; offsets within it have 16 bits with a sign.</summary>
    public const int MostBodyBytes = 32_000;

    /// <summary>Bytes of IL in an assembly; offsets of methods have 16 bits.</summary>
    public const int MostIlBytes = 65_535;

    /// <summary>Bytes of data of one initialized array.</summary>
    public const int MostArrayBytes = 64_999;

    /// <summary>Bytes from the assembly's first initialized array to the end of its last.</summary>
    public const int MostDataBytes = 65_536;
}
