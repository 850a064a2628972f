using System.Buffers.Binary;
using System.Text;

namespace Edge.NanoAssemblies;

/// <summary>The header of a .pe file, with its CRC-32 and that of what follows it, without which the runtime refuses the assembly.</summary>
/// <param name="Version">The assembly's version, of four numbers.</param>
/// <param name="NativeChecksum">Says which native methods it is made for; 0 where it has none.</param>
/// <param name="TotalBytes">Bytes of the assembly, header included; more may follow.</param>
public sealed record PeHeader(Version Version, uint NativeChecksum, int TotalBytes)
{
    /// <summary>Reads the header at the beginning of some bytes, and checks it and both CRCs as the runtime does.</summary>
    /// <param name="bytes">The bytes; more may follow the assembly.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="PeFormatException">No assembly stands there, or it is torn or altered.</exception>
    public static PeHeader Parse(ReadOnlySpan<byte> bytes, string where)
    {
        CheckMarker(bytes, where);
        if (CrcOfHeader(bytes) != U32(bytes, PeLayout.HeaderCrc))
        {
            throw new PeFormatException($"{where} is torn: its header does not fit its own CRC; build it anew");
        }

        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[PeLayout.StringTableVersion..]) != PeLayout.KnownStringTableVersion)
        {
            throw new PeFormatException($"{where} counts on other strings of the runtime than nanoFramework 1.x has; build it with the packages of 1.x");
        }

        uint total = U32(bytes, PeLayout.EndOfTables);
        if (total < PeLayout.HeaderBytes || total > bytes.Length)
        {
            throw new PeFormatException($"{where} is torn: its header announces {total} bytes and {bytes.Length} are there; build it anew");
        }

        if (PeCrc.Of(bytes[PeLayout.HeaderBytes..(int)total]) != U32(bytes, PeLayout.AssemblyCrc))
        {
            throw new PeFormatException($"{where} is torn: its content does not fit the CRC in its header; build it anew");
        }

        return new PeHeader(PeLayout.VersionAt(bytes[PeLayout.Version..]), U32(bytes, PeLayout.NativeChecksum), (int)total);
    }

    /// <summary>Writes both CRCs into the header of an assembly whose tables were changed.</summary>
    /// <param name="bytes">The assembly; more may follow it.</param>
    public static void Seal(Span<byte> bytes)
    {
        int total = (int)U32(bytes, PeLayout.EndOfTables);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[PeLayout.AssemblyCrc..], PeCrc.Of(bytes[PeLayout.HeaderBytes..total]));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[PeLayout.HeaderCrc..], CrcOfHeader(bytes));
    }

    private static void CheckMarker(ReadOnlySpan<byte> bytes, string where)
    {
        if (!bytes.StartsWith(PeLayout.AnyMarker))
        {
            throw new PeFormatException($"{where} is no .pe file: it does not begin with NFMRK1; name what nanoFramework's build wrote");
        }

        if (bytes.Length < PeLayout.HeaderBytes)
        {
            throw new PeFormatException($"{where} is torn: {bytes.Length} bytes, the header alone has {PeLayout.HeaderBytes}; build it anew");
        }

        if (!bytes.StartsWith(PeLayout.Marker))
        {
            string marker = Encoding.ASCII.GetString(bytes[..(PeLayout.AnyMarker.Length + 1)]);
            throw new PeFormatException($"{where} begins with {marker}: it is made for another line of nanoFramework; build it with the packages of 1.x");
        }
    }

    // Taken with 0 in its own place.
    private static uint CrcOfHeader(ReadOnlySpan<byte> bytes)
    {
        Span<byte> header = stackalloc byte[PeLayout.HeaderBytes];
        bytes[..PeLayout.HeaderBytes].CopyTo(header);
        header.Slice(PeLayout.HeaderCrc, sizeof(uint)).Clear();
        return PeCrc.Of(header);
    }

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
