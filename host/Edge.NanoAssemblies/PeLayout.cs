using System.Buffers.Binary;

namespace Edge.NanoAssemblies;

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

    public const int AssemblyRefTable = 0;
    public const int StringTable = 11;

    /// <summary>Where the last of the tables ends, which is the assembly's length.</summary>
    public const int EndOfTables = StartOfTables + (15 * sizeof(uint));

    /// <summary>Bytes of a reference to another assembly: name, padding, version.</summary>
    public const int AssemblyRefBytes = 12;

    public const int AssemblyRefVersion = 4;

    /// <summary>The one version of the runtime's own strings there has been.</summary>
    public const int KnownStringTableVersion = 1;

    /// <summary>What a .pe file of nanoFramework 1.x begins with, and the zero after it.</summary>
    public static ReadOnlySpan<byte> Marker => "NFMRK1\0"u8;

    /// <summary>What the marker of any line of nanoFramework begins with.</summary>
    public static ReadOnlySpan<byte> AnyMarker => "NFMRK"u8;

    /// <summary>Reads a version: four numbers of 16 bits.</summary>
    public static Version VersionAt(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]));
}
