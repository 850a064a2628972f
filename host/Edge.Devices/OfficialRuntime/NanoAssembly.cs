using System.Buffers.Binary;

namespace Edge.Devices.OfficialRuntime;

/// <summary>
/// An assembly in nanoFramework's own format (.pe, made by its metadata processor): a header of 124 bytes, then tables. Header and tables
/// have a CRC-32 each (polynomial 0x04C11DB7, most significant bit first, from 0), without which the runtime refuses them.
/// </summary>
internal sealed class NanoAssembly
{
    /// <summary>Bytes of the header.</summary>
    public const int HeaderBytes = 124;

    private const int HeaderCrc = 8;
    private const int TablesCrc = 12;
    private const int VersionNumbers = 28;
    private const int EndOfTables = 100;
    private static readonly uint[] CrcTable = MakeTable();
    private readonly byte[] bytes;

    private NanoAssembly(byte[] bytes, int length)
    {
        this.bytes = bytes;
        Length = length;
    }

    /// <summary>Bytes of the assembly; the file may be longer.</summary>
    public int Length { get; }

    /// <summary>The assembly's version.</summary>
    public Version Version => new(
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(VersionNumbers)),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(VersionNumbers + 2)),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(VersionNumbers + 4)));

    /// <summary>The whole file.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Reads and checks an assembly.</summary>
    /// <exception cref="DeviceException">It cannot be read, is no such assembly, or is damaged.</exception>
    public static NanoAssembly Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException($"{path} cannot be read: {OneLine.Of(e.Message)}", e);
        }

        if (bytes.Length < HeaderBytes || !bytes.AsSpan(0, 8).SequenceEqual("NFMRK1\0\0"u8))
        {
            throw new DeviceException($"{path} is no assembly of nanoFramework 1.x; build it with nanoFramework's toolchain");
        }

        long length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(EndOfTables));
        if (length < HeaderBytes || length > bytes.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(HeaderCrc)) != CrcOfHeader(bytes)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(TablesCrc)) != CrcOf(bytes.AsSpan(HeaderBytes..(int)length)))
        {
            throw new DeviceException($"{path} is torn or damaged: its length or a CRC is wrong; build it again");
        }

        return new NanoAssembly(bytes, (int)length);
    }

    /// <summary>Writes both CRCs into the header of an assembly whose tables were changed.</summary>
    public static void Seal(Span<byte> bytes)
    {
        int length = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[EndOfTables..]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[TablesCrc..], CrcOf(bytes[HeaderBytes..length]));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[HeaderCrc..], CrcOfHeader(bytes));
    }

    // The header's CRC is taken with 0 in its own place.
    private static uint CrcOfHeader(ReadOnlySpan<byte> bytes)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        bytes[..HeaderBytes].CopyTo(header);
        header.Slice(HeaderCrc, sizeof(uint)).Clear();
        return CrcOf(header);
    }

    private static uint CrcOf(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        foreach (byte value in bytes)
        {
            crc = CrcTable[(crc >> 24) ^ value] ^ (crc << 8);
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        const uint Polynomial = 0x04C11DB7;
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint crc = i << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc << 1) ^ ((crc >> 31) * Polynomial);
            }

            table[i] = crc;
        }

        return table;
    }
}
