using System.Buffers.Binary;
using System.Text;

namespace Edge.Testing;

/// <summary>Writes assemblies as nanoFramework's metadata processor does, with names and references and nothing else in them.</summary>
public static class PeFile
{
    private const int HeaderBytes = 124;
    private const int ReferenceBytes = 12;
    private const ushort Mscorlib = 0xFCD2;

    /// <summary>Bytes of a .pe file.</summary>
    /// <param name="name">Name of the assembly; <c>mscorlib</c> is not spelt out, as the runtime holds it.</param>
    /// <param name="version">Version of four numbers.</param>
    /// <param name="nativeChecksum">Checksum of native methods.</param>
    /// <param name="codeBytes">Bytes of byte code, which need not be a multiple of four.</param>
    /// <param name="references">Name and version of each assembly that it needs.</param>
    public static byte[] Bytes(string name, string version, uint nativeChecksum, int codeBytes, params (string Name, string Version)[] references)
    {
        List<byte> strings = [0];
        byte[] table = new byte[references.Length * ReferenceBytes];
        for (int i = 0; i < references.Length; i++)
        {
            Span<byte> reference = table.AsSpan(i * ReferenceBytes);
            BinaryPrimitives.WriteUInt16LittleEndian(reference, Number(references[i].Name, strings));
            WriteVersion(reference[4..], references[i].Version);
        }

        ushort own = Number(name, strings);
        int paddingOfStrings = (4 - (strings.Count % 4)) % 4;
        strings.AddRange(new byte[paddingOfStrings]);

        int afterReferences = HeaderBytes + table.Length;
        int afterStrings = afterReferences + strings.Count;
        byte[] file = new byte[afterStrings + codeBytes];
        "NFMRK1"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(20), nativeChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(24), uint.MaxValue);
        WriteVersion(file.AsSpan(28), version);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(36), own);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(38), 1);
        for (int i = 0; i < 16; i++)
        {
            // Tables 0 (references), 11 (strings) and 13 (byte code) hold something.
            int start = i switch { 0 => HeaderBytes, <= 11 => afterReferences, <= 13 => afterStrings, _ => file.Length };
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(40 + (4 * i)), (uint)start);
        }

        file[108 + 11] = (byte)paddingOfStrings;
        table.CopyTo(file, HeaderBytes);
        strings.CopyTo(file, afterReferences);
        Seal(file);
        return file;
    }

    /// <summary>Writes a .pe file into a folder under its assembly's name.</summary>
    public static void Write(string folder, string name, string version, uint nativeChecksum, int codeBytes, params (string Name, string Version)[] references) =>
        File.WriteAllBytes(Path.Combine(folder, name + ".pe"), Bytes(name, version, nativeChecksum, codeBytes, references));

    /// <summary>Writes an application that needs mscorlib and one library, and both of these.</summary>
    public static void WriteApplication(string folder)
    {
        Write(folder, "mscorlib", "1.17.11.0", 0x1549C856, 400);
        Write(folder, "Library", "2.3.4.5", 0, 401, ("mscorlib", "1.17.11.0"));
        Write(folder, "App", "0.1.0.0", 0, 10, ("Library", "2.3.9.9"), ("mscorlib", "1.17.0.0"));
    }

    /// <summary>Gives bytes the two CRCs that they should have.</summary>
    public static void Seal(byte[] file)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(12), Crc(file.AsSpan(HeaderBytes)));
        file.AsSpan(8, 4).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), Crc(file.AsSpan(0, HeaderBytes)));
    }

    // Bit by bit, as the polynomial says it.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        foreach (byte value in bytes)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                bool one = ((crc >> 31) ^ ((uint)value >> bit & 1)) != 0;
                crc = unchecked(crc << 1) ^ (one ? 0x04C11DB7u : 0u);
            }
        }

        return crc;
    }

    private static ushort Number(string name, List<byte> strings)
    {
        if (name == "mscorlib")
        {
            return Mscorlib;
        }

        ushort at = (ushort)strings.Count;
        strings.AddRange(Encoding.UTF8.GetBytes(name));
        strings.Add(0);
        return at;
    }

    private static void WriteVersion(Span<byte> to, string version)
    {
        Version parsed = new(version);
        BinaryPrimitives.WriteUInt16LittleEndian(to, (ushort)parsed.Major);
        BinaryPrimitives.WriteUInt16LittleEndian(to[2..], (ushort)parsed.Minor);
        BinaryPrimitives.WriteUInt16LittleEndian(to[4..], (ushort)parsed.Build);
        BinaryPrimitives.WriteUInt16LittleEndian(to[6..], (ushort)parsed.Revision);
    }
}
