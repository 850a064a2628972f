using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Edge.Information.Files;

/// <summary>
/// One array of integers in NumPy's <c>.npy</c> format: the bytes 0x93 "NUMPY", version 1.0, the length of the header in two bytes, a header
/// that is a Python dictionary (descr, fortran_order, shape) padded with spaces and a line feed to a multiple of 64 bytes, then the elements
/// in C order (NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays").
/// </summary>
internal sealed partial class NpyArray
{
    private const int Alignment = 64;

    private NpyArray(string type, int[] shape, byte[] data)
    {
        Type = type;
        Shape = shape;
        Data = data;
    }

    /// <summary>NumPy's name of the element type: <c>|u1</c>, <c>&lt;u2</c>, <c>&lt;i4</c>, ...</summary>
    public string Type { get; }

    /// <summary>Lengths of the dimensions.</summary>
    public int[] Shape { get; }

    /// <summary>The elements, little-endian, row-major.</summary>
    public byte[] Data { get; }

    /// <summary>Bytes of one element.</summary>
    public int ElementSize => Type[^1] - '0';

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>An array of given type and shape.</summary>
    public static NpyArray Create(string type, int[] shape, Func<int, ulong> element)
    {
        var count = shape.Aggregate(1, (product, length) => product * length);
        var size = type[^1] - '0';
        var data = new byte[count * size];
        Span<byte> value = stackalloc byte[8];
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(value, element(i));
            value[..size].CopyTo(data.AsSpan(i * size));
        }

        return new NpyArray(type, shape, data);
    }

    /// <summary>Reads an array of integers or booleans.</summary>
    /// <exception cref="FormatException">It is torn, of another format or of another element type.</exception>
    public static NpyArray FromBytes(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        if (!reader.Take(Magic.Length, "magic").SequenceEqual(Magic))
        {
            throw new FormatException("no .npy array");
        }

        var version = reader.UInt16("version") & 0xFF;
        var headerLength = version == 1 ? reader.UInt16("header length") : reader.UInt32("header length");
        var header = Encoding.ASCII.GetString(reader.Take(headerLength, "header"));
        var match = HeaderPattern().Match(header);
        if (!match.Success)
        {
            throw new FormatException("the .npy header is not that of an array of integers in C order; save it with .astype('uint8') or a like type");
        }

        var shape = match.Groups["length"].Captures.Select(c => int.Parse(c.Value, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray();
        var type = match.Groups["type"].Value.Replace('b', 'u');
        var size = shape.Aggregate((long)(type[^1] - '0'), (product, length) => product * length);
        var data = reader.Take(size, "array").ToArray();
        reader.End("the array");
        return new NpyArray(type, shape, data);
    }

    /// <summary>The array as a file.</summary>
    public byte[] ToBytes()
    {
        var lengths = Shape.Length == 1 ? $"{Shape[0]}," : string.Join(", ", Shape);
        var header = $"{{'descr': '{Type}', 'fortran_order': False, 'shape': ({lengths}), }}";
        var unpadded = Magic.Length + 4 + header.Length + 1;
        header += new string(' ', (Alignment - (unpadded % Alignment)) % Alignment) + "\n";
        var bytes = new byte[Magic.Length + 4 + header.Length + Data.Length];
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)header.Length);
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(10));
        Data.CopyTo(bytes, 10 + header.Length);
        return bytes;
    }

    /// <summary>All elements.</summary>
    /// <exception cref="FormatException">An element is negative or above 2^31 - 1 for a signed, 2^32 - 1 for an unsigned type.</exception>
    public uint[] ToUnsigned()
    {
        var size = ElementSize;
        var values = new uint[Data.Length / size];
        Span<byte> buffer = stackalloc byte[8];
        for (var i = 0; i < values.Length; i++)
        {
            buffer.Clear();
            Data.AsSpan(i * size, size).CopyTo(buffer);
            var value = BinaryPrimitives.ReadUInt64LittleEndian(buffer);
            var limit = Type.Contains('i') ? (ulong)int.MaxValue >> Math.Max(0, 32 - (size * 8)) : uint.MaxValue;
            if (value > limit)
            {
                throw new FormatException($"element {i} is negative or too large");
            }

            values[i] = (uint)value;
        }

        return values;
    }

    [GeneratedRegex(
        @"^\{\s*'descr':\s*'(?<type>\|[uib]1|<[ui][248])',\s*'fortran_order':\s*False,\s*'shape':\s*\((?:(?<length>\d{1,9}),?\s*)+\),?\s*\}\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex HeaderPattern();
}
