using System.Security.Cryptography;

namespace Edge.Information.Codes;

/// <summary>A SHA-256 of some content: 32 bytes, compared by value. The default value is 32 zero bytes and stands for "not known".</summary>
public readonly struct ContentHash : IEquatable<ContentHash>
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private static readonly byte[] Zero = new byte[Length];

    private readonly byte[]? bytes;

    /// <summary>Copies the 32 bytes of a hash.</summary>
    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public ContentHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException($"A SHA-256 has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        }

        this.bytes = bytes.ToArray();
    }

    /// <summary>The 32 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => bytes ?? Zero;

    /// <summary>True for the default value, 32 zero bytes.</summary>
    public bool IsUnknown => Bytes.SequenceEqual(Zero);

    /// <summary>Equal bytes.</summary>
    /// <param name="left">One hash.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(ContentHash left, ContentHash right) => left.Equals(right);

    /// <summary>Different bytes.</summary>
    /// <param name="left">One hash.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(ContentHash left, ContentHash right) => !left.Equals(right);

    /// <summary>The SHA-256 of some content.</summary>
    /// <param name="content">The content, any length.</param>
    public static ContentHash Of(ReadOnlySpan<byte> content) => new(SHA256.HashData(content));

    /// <inheritdoc/>
    public bool Equals(ContentHash other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ContentHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(Bytes);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes);
}
