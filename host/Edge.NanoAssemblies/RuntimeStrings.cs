namespace Edge.NanoAssemblies;

/// <summary>
/// Names of assemblies that a .pe file does not spell out, since the runtime holds them (nf-interpreter, <c>c_CLR_StringTable_Data</c>:
/// string i of 860 has the number 65535 - i).
/// </summary>
internal static class RuntimeStrings
{
    /// <summary>Numbers from here on stand for strings of the runtime.</summary>
    public const ushort First = 0x8000;

    /// <summary>The assembly with that number, or null where it is none that is known here.</summary>
    public static string? Assembly(ushort number) => number switch
    {
        0xFCD2 => "mscorlib",
        0xFE28 => "System.Threading",
        0xFE3F => "System.Collections",
        _ => null,
    };
}
