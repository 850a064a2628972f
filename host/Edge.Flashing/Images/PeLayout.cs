namespace Edge.Flashing.Images;

/// <summary>
/// Where things stand in a .pe file, the form in which nanoFramework 1.x loads an assembly (nf-interpreter, <c>CLR_RECORD_ASSEMBLY</c> and
/// <c>CLR_RECORD_ASSEMBLYREF</c>). All numbers are little-endian, all offsets in bytes from the start of the file.
/// </summary>
internal static class PeLayout
{
    public const int HeaderCrc = 8;
    public const int AssemblyCrc = 12;
    public const int NativeChecksum = 20;
    public const int Version = 28;
    public const int Name = 36;
    public const int StringTableVersion = 38;
    public const int StartOfTables = 40;
    public const int PaddingOfTables = 108;

    /// <summary>Bytes of the header.</summary>
    public const int HeaderBytes = 124;

    /// <summary>Tables, the end of the assembly counted as the last.</summary>
    public const int Tables = 16;

    public const int AssemblyRefTable = 0;
    public const int StringTable = 11;
    public const int EndOfAssembly = 15;

    /// <summary>Bytes of a reference to another assembly: name, padding, version.</summary>
    public const int AssemblyRefBytes = 12;

    public const int AssemblyRefVersion = 4;

    /// <summary>The one version of the runtime's own strings there has been.</summary>
    public const int KnownStringTableVersion = 1;

    /// <summary>What a .pe file of nanoFramework 1.x begins with, and the zero after it.</summary>
    public static ReadOnlySpan<byte> Marker => "NFMRK1\0"u8;

    /// <summary>What the marker of any line of nanoFramework begins with.</summary>
    public static ReadOnlySpan<byte> AnyMarker => "NFMRK"u8;
}
