using System.Buffers.Binary;
using System.Text;

namespace Edge.NanoAssemblies;

/// <summary>An assembly as nanoFramework's metadata processor writes it and the runtime loads it, checked as the runtime checks it.</summary>
public sealed class PeAssembly
{
    private PeAssembly(string name, PeHeader header, IReadOnlyList<PeReference> references, ReadOnlyMemory<byte> bytes)
    {
        Name = name;
        Version = header.Version;
        NativeChecksum = header.NativeChecksum;
        References = references;
        Bytes = bytes;
    }

    /// <summary>Its name, such as <c>System.IO.Ports</c>.</summary>
    public string Name { get; }

    /// <summary>Its version, of four numbers.</summary>
    public Version Version { get; }

    /// <summary>Says which native methods it is made for; 0 where it has none.</summary>
    public uint NativeChecksum { get; }

    /// <summary>The assemblies it needs.</summary>
    public IReadOnlyList<PeReference> References { get; }

    /// <summary>The file without what may follow it.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads the assembly that stands at the beginning of some bytes.</summary>
    /// <param name="bytes">The bytes; more may follow.</param>
    /// <param name="where">The file, for messages.</param>
    /// <param name="nameFallback">Name where the runtime's own strings hold it under a number that is not known here.</param>
    /// <exception cref="PeFormatException">No assembly stands there, or it is torn or altered.</exception>
    public static PeAssembly Parse(ReadOnlyMemory<byte> bytes, string where, string nameFallback)
    {
        PeHeader header = PeHeader.Parse(bytes.Span, where);
        ReadOnlySpan<byte> span = bytes.Span[..header.TotalBytes];
        string name = Text(span, U16(span, PeLayout.Name), where) ?? nameFallback;
        return new PeAssembly(name, header, ReadReferences(span, where), bytes[..header.TotalBytes]);
    }

    private static List<PeReference> ReadReferences(ReadOnlySpan<byte> span, string where)
    {
        int start = Table(span, PeLayout.AssemblyRefTable);
        int end = Table(span, PeLayout.AssemblyRefTable + 1) - span[PeLayout.PaddingOfTables];
        if (start < PeLayout.HeaderBytes || end < start || end > span.Length)
        {
            throw Unsound(where);
        }

        List<PeReference> references = [];
        for (int at = start; at + PeLayout.AssemblyRefBytes <= end; at += PeLayout.AssemblyRefBytes)
        {
            ushort number = U16(span, at);
            references.Add(new PeReference(Text(span, number, where) ?? $"0x{number:X4}", PeLayout.VersionAt(span[(at + PeLayout.AssemblyRefVersion)..])));
        }

        return references;
    }

    // Null: a string of the runtime that is not known here.
    private static string? Text(ReadOnlySpan<byte> span, ushort number, string where)
    {
        if (number >= RuntimeStrings.First)
        {
            return RuntimeStrings.Assembly(number);
        }

        int start = Table(span, PeLayout.StringTable);
        int end = Table(span, PeLayout.StringTable + 1);
        if (start < PeLayout.HeaderBytes || start > end || end > span.Length || number >= end - start)
        {
            throw Unsound(where);
        }

        ReadOnlySpan<byte> text = span[(start + number)..end];
        int length = text.IndexOf((byte)0);
        return length > 0 ? Encoding.UTF8.GetString(text[..length]) : throw Unsound(where);
    }

    private static int Table(ReadOnlySpan<byte> span, int table)
    {
        uint start = U32(span, PeLayout.StartOfTables + (table * sizeof(uint)));
        return start > int.MaxValue ? int.MaxValue : (int)start;
    }

    private static ushort U16(ReadOnlySpan<byte> span, int at) => BinaryPrimitives.ReadUInt16LittleEndian(span[at..]);

    private static uint U32(ReadOnlySpan<byte> span, int at) => BinaryPrimitives.ReadUInt32LittleEndian(span[at..]);

    private static PeFormatException Unsound(string where) =>
        new($"{where} is unsound: its tables lie outside of it though its CRC fits; build it anew with another metadata processor");
}
