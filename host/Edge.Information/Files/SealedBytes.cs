using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Edge.Information.Files;

/// <summary>
/// What the finished files of this folder have in common: magic (4 bytes), layout version (int32), length of the whole (int64), content,
/// SHA-256 of all before it (32 bytes), little-endian.
/// </summary>
internal static class SealedBytes
{
    /// <summary>Bytes before the content.</summary>
    public const int PrefixLength = 16;

    /// <summary>Bytes after it.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>Checks a file's bytes and gives its content.</summary>
    /// <param name="bytes">All bytes.</param>
    /// <param name="magic">How the file begins.</param>
    /// <param name="version">The layout version that is known.</param>
    /// <param name="extension">What such files are called, for the message.</param>
    /// <param name="remedy">What to do about a torn or damaged one, for the message.</param>
    /// <exception cref="FormatException">They are torn, altered, of another kind or of a newer version.</exception>
    public static ReadOnlySpan<byte> Content(
        ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> magic, int version, string extension, string remedy)
    {
        if (bytes.Length < PrefixLength + HashLength || !bytes[..4].SequenceEqual(magic))
        {
            throw new FormatException($"no {extension} file: it has {bytes.Length} bytes and does not start as one");
        }

        var written = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (written != version)
        {
            throw new FormatException($"layout version {written}, where version {version} is known; read it with the program that wrote it");
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
        if (length != bytes.Length)
        {
            throw new FormatException($"torn: {bytes.Length} bytes where the file says {length}; {remedy}");
        }

        if (!SHA256.HashData(bytes[..^HashLength]).AsSpan().SequenceEqual(bytes[^HashLength..]))
        {
            throw new FormatException($"damaged: its SHA-256 does not match; {remedy}");
        }

        return bytes[PrefixLength..^HashLength];
    }
}
