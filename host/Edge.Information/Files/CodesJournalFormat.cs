using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Edge.Information.Files;

/// <summary>
/// The bytes of a journal, <c>name.edgecodes.partial</c>: a prefix, a block with the header, then blocks of rows. Every block carries a
/// SHA-256 that also covers the header block, so that blocks of another journal are not taken for this one's.
/// </summary>
internal static class CodesJournalFormat
{
    /// <summary>Bytes of magic and version.</summary>
    public const int PrefixLength = 8;

    /// <summary>Bytes of the first row and the row count that start the payload of a block of rows.</summary>
    public const int RowsPrefixLength = 8;

    private const int LengthBytes = 4;
    private const int HashLength = SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "EDGP"u8;

    public static bool HasMagic(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic);

    /// <summary>The start of a journal: prefix and header block.</summary>
    public static byte[] Start(ReadOnlySpan<byte> header, out byte[] chain)
    {
        var block = Block(header, [], out chain);
        var bytes = new byte[PrefixLength + block.Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), CodesFile.Version);
        block.CopyTo(bytes, PrefixLength);
        return bytes;
    }

    /// <summary>A block of rows.</summary>
    public static byte[] Rows(int firstRow, int count, ReadOnlySpan<byte> codes, ReadOnlySpan<byte> chain)
    {
        var payload = new byte[RowsPrefixLength + codes.Length];
        BinaryPrimitives.WriteInt32LittleEndian(payload, firstRow);
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(4), count);
        codes.CopyTo(payload.AsSpan(RowsPrefixLength));
        return Block(payload, chain, out _);
    }

    /// <summary>Reads prefix and header block.</summary>
    /// <exception cref="FormatException">They are torn, damaged or of another version.</exception>
    /// <exception cref="ArgumentException">A value in the header is out of range.</exception>
    public static CodesHeader ReadStart(ref ByteReader reader, out byte[] chain)
    {
        if (!HasMagic(reader.Take(4, "magic")))
        {
            throw new FormatException("no journal of a recording; delete it or choose another name");
        }

        var version = reader.Int32("version");
        if (version != CodesFile.Version)
        {
            throw new FormatException($"layout version {version}, where version {CodesFile.Version} is known; go on with the program that wrote it");
        }

        if (!TryBlock(ref reader, [], out var payload, out chain))
        {
            throw new FormatException("its header is damaged, so that nothing in it can be trusted; delete it and record again");
        }

        var inner = new ByteReader(payload);
        var header = CodesHeader.Read(ref inner);
        inner.End("the header");
        return header;
    }

    /// <summary>Reads a block of rows; false where the rest is torn or damaged, and the reader then stands where it stood.</summary>
    public static bool TryRows(ref ByteReader reader, CodesHeader header, ReadOnlySpan<byte> chain, out int firstRow, out ReadOnlySpan<byte> codes)
    {
        firstRow = 0;
        codes = default;
        var before = reader;
        if (!TryBlock(ref reader, chain, out var payload, out _) || payload.Length < RowsPrefixLength)
        {
            reader = before;
            return false;
        }

        firstRow = BinaryPrimitives.ReadInt32LittleEndian(payload);
        var count = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]);
        codes = payload[RowsPrefixLength..];
        if (firstRow < 0 || count < 1 || (long)firstRow + count > header.Rows.Count || codes.Length != (long)count * header.BytesPerRow)
        {
            reader = before;
            return false;
        }

        return true;
    }

    /// <summary>How far a journal has come, in words.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new ByteReader(bytes);
            var header = ReadStart(ref reader, out var chain);
            var recorded = new bool[header.Rows.Count];
            while (TryRows(ref reader, header, chain, out var first, out var codes))
            {
                recorded.AsSpan(first, codes.Length / header.BytesPerRow).Fill(true);
            }

            return $"{recorded.Count(done => done)} of {recorded.Length} rows of {header.Origin.DataSet}, computed by {header.Origin.Device}";
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return "its header is damaged";
        }
    }

    private static byte[] Block(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> chain, out byte[] hash)
    {
        var block = new byte[LengthBytes + payload.Length + HashLength];
        BinaryPrimitives.WriteInt32LittleEndian(block, payload.Length);
        payload.CopyTo(block.AsSpan(LengthBytes));
        hash = Hash(block.AsSpan(0, LengthBytes + payload.Length), chain);
        hash.CopyTo(block, LengthBytes + payload.Length);
        return block;
    }

    private static bool TryBlock(ref ByteReader reader, ReadOnlySpan<byte> chain, out ReadOnlySpan<byte> payload, out byte[] hash)
    {
        payload = default;
        hash = [];
        if (reader.Remaining < LengthBytes)
        {
            return false;
        }

        var lengthBytes = reader.Take(LengthBytes, "block length");
        var length = BinaryPrimitives.ReadInt32LittleEndian(lengthBytes);
        if (length < 0 || (long)length + HashLength > reader.Remaining)
        {
            return false;
        }

        payload = reader.Take(length, "block");
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(chain);
        sha.AppendData(lengthBytes);
        sha.AppendData(payload);
        hash = sha.GetHashAndReset();
        return hash.AsSpan().SequenceEqual(reader.Take(HashLength, "block hash"));
    }

    private static byte[] Hash(ReadOnlySpan<byte> block, ReadOnlySpan<byte> chain)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(chain);
        sha.AppendData(block);
        return sha.GetHashAndReset();
    }
}
