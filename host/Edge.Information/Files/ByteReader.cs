using System.Buffers.Binary;
using System.Text;

namespace Edge.Information.Files;

/// <summary>Reads little-endian values from bytes and checks every length before it is used.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => bytes.Length - Position;

    /// <summary>The next bytes.</summary>
    /// <exception cref="FormatException">Fewer bytes are left.</exception>
    public ReadOnlySpan<byte> Take(long count, string what)
    {
        if (count < 0 || count > Remaining)
        {
            throw new FormatException($"{what} takes {count} bytes at byte {Position}, where {Remaining} are left");
        }

        var taken = bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    public byte Byte(string what) => Take(1, what)[0];

    public ushort UInt16(string what) => BinaryPrimitives.ReadUInt16LittleEndian(Take(2, what));

    public int Int32(string what) => BinaryPrimitives.ReadInt32LittleEndian(Take(4, what));

    public uint UInt32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, what));

    public long Int64(string what) => BinaryPrimitives.ReadInt64LittleEndian(Take(8, what));

    /// <summary>A byte with the length, then as many bytes of UTF-8.</summary>
    public string Text(string what)
    {
        var length = Byte(what);
        try
        {
            return StrictUtf8.GetString(Take(length, what));
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException($"{what} is no UTF-8");
        }
    }

    /// <summary>The end of the bytes must have been reached.</summary>
    /// <exception cref="FormatException">Bytes are left.</exception>
    public readonly void End(string what)
    {
        if (Remaining != 0)
        {
            throw new FormatException($"{Remaining} bytes follow the end of {what}");
        }
    }

    private static UTF8Encoding StrictUtf8 { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
