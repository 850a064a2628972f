using System.Buffers.Binary;
using System.Security.Cryptography;
using Edge.Files;
using Edge.Information.Codes;

namespace Edge.Information.Files;

/// <summary>
/// Finished recordings, <c>name.edgecodes</c>: header, codes packed to bits, and the SHA-256 of all of it at the end. The byte layout stands
/// in this folder's README. A file that is not whole, or of which a bit is not what was written, is refused.
/// </summary>
public static class CodesFile
{
    /// <summary>Extension of finished files.</summary>
    public const string Extension = ".edgecodes";

    /// <summary>Version of the layout that is written; the only one that is read.</summary>
    public const int Version = 1;

    private const int PrefixLength = SealedBytes.PrefixLength;
    private const int HashLength = SealedBytes.HashLength;

    private static ReadOnlySpan<byte> Magic => "EDGC"u8;

    /// <summary>Writes a table, replacing what was there; the file appears only when it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="ArgumentException">The table exceeds what one file holds.</exception>
    /// <exception cref="IOException">The file can't be written; what was there is untouched.</exception>
    public static void Write(string path, CodeTable table)
    {
        var bytes = ToBytes(table);
        AtomicFile.WriteBytes(path, bytes);
    }

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CodesFileException">It is unfinished, torn, altered, of another kind or of a newer version.</exception>
    /// <exception cref="IOException">It does not exist or can't be read.</exception>
    public static CodeTable Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var partial = path + CodesRecording.PartialExtension;
        if (!File.Exists(path) && File.Exists(partial))
        {
            throw Unfinished(partial, ReadWhole(partial));
        }

        var bytes = ReadWhole(path);
        if (CodesJournalFormat.HasMagic(bytes) || path.EndsWith(CodesRecording.PartialExtension, StringComparison.Ordinal))
        {
            throw Unfinished(path, bytes);
        }

        try
        {

            return FromBytes(bytes);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new CodesFileException(path, e.Message.TrimEnd('.') + ".", e);
        }
    }

    /// <summary>The bytes of a finished file.</summary>
    /// <param name="table">The table.</param>
    /// <exception cref="ArgumentException">The table exceeds what one file holds.</exception>
    public static byte[] ToBytes(CodeTable table)
    {
        var header = CodesHeader.Of(table);
        var headerBytes = header.ToBytes();
        var rows = table.Rows.Count;
        var length = PrefixLength + headerBytes.Length + ((long)rows * header.BytesPerRow) + HashLength;
        if (length > Array.MaxLength)
        {
            throw new ArgumentException($"A file of {length} bytes would exceed {Array.MaxLength} bytes; use fewer rows per table.");
        }

        var bytes = new byte[length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Version);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), length);
        headerBytes.CopyTo(bytes, PrefixLength);
        var position = PrefixLength + headerBytes.Length;
        for (var row = 0; row < rows; row++)
        {
            foreach (var layer in table.Layers)
            {
                layer.Codes.CopyRowBytes(row, bytes.AsSpan(position));
                position += layer.Codes.BytesPerRow;
            }
        }

        SHA256.HashData(bytes.AsSpan(0, position), bytes.AsSpan(position));
        return bytes;
    }

    /// <summary>Reads the bytes of a finished file.</summary>
    /// <param name="bytes">All bytes.</param>
    /// <exception cref="FormatException">They are torn, altered, of another kind or of a newer version.</exception>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static CodeTable FromBytes(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(SealedBytes.Content(bytes, Magic, Version, Extension, "record it again or fetch a whole copy"));
        var header = CodesHeader.Read(ref reader);
        var codes = reader.Take((long)header.Rows.Count * header.BytesPerRow, "codes");
        reader.End("the codes");
        return FromRowBytes(header, codes);
    }

    /// <summary>A table from its header and the bytes of all rows.</summary>
    internal static CodeTable FromRowBytes(CodesHeader header, ReadOnlySpan<byte> codes)
    {
        var layers = new List<CodeLayer>();
        var offset = 0;
        foreach (var shape in header.Layers)
        {
            var packed = PackedCodes.FromRowBytes(codes, offset, header.BytesPerRow, header.Rows.Count, shape.Width, shape.Bits);
            layers.Add(new CodeLayer(shape.Name, packed));
            offset += shape.BytesPerRow;
        }

        return new CodeTable(header.Origin, header.Rows, layers);
    }

    private static CodesFileException Unfinished(string path, ReadOnlySpan<byte> bytes) => new(
        path,
        $"an unfinished recording ({CodesJournalFormat.Describe(bytes)}); finish it by the `edge codes` command that began it, with --resume.");

    private static byte[] ReadWhole(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CodesFileException(path, $"a folder; name a recording in it, for example name{Extension}.");
        }

        var length = new FileInfo(path).Length;
        return length <= Array.MaxLength
            ? File.ReadAllBytes(path)
            : throw new CodesFileException(path, $"{length} bytes, where at most {Array.MaxLength} can be read; record fewer rows per file.");
    }
}
