using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Edge.Information.Files;

/// <summary>
/// One array of numbers or booleans in NumPy's <c>.npy</c> format: the bytes 0x93 "NUMPY", version 1.0, the length of the header in two bytes,
/// a header that is a Python dictionary (descr, fortran_order, shape) padded with spaces and a line feed to a multiple of 64 bytes, then the
/// elements (NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays"). Either byte order and either order of dimensions is
/// read; here the elements always stand little-endian in C order.
/// </summary>
public sealed partial class NpyArray
{
    private const int Alignment = 64;

    private NpyArray(string type, IReadOnlyList<int> shape, byte[] data)
    {
        Type = type;
        Shape = shape;
        Data = data;
    }

    /// <summary>NumPy's name of the element type: <c>|u1</c>, <c>&lt;u2</c>, <c>&lt;i4</c>, <c>&lt;f8</c>, ...; booleans are <c>|u1</c>.</summary>
    public string Type { get; }

    /// <summary>Lengths of the dimensions.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Count => Data.Length / ElementSize;

    /// <summary>True where the elements are floating-point numbers.</summary>
    public bool IsFloat => Type[1] == 'f';

    /// <summary>The elements, little-endian, row-major.</summary>
    internal byte[] Data { get; }

    /// <summary>Bytes of one element.</summary>
    internal int ElementSize => Type[^1] - '0';

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>An array of given type and shape.</summary>
    internal static NpyArray Create(string type, int[] shape, Func<int, ulong> element)
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

    /// <summary>An array of unsigned bytes (uint8).</summary>
    /// <param name="shape">Lengths of the dimensions.</param>
    /// <param name="elements">The elements in C order; kept, not copied.</param>
    /// <exception cref="ArgumentException">The shape does not make as many elements.</exception>
    public static NpyArray OfBytes(IReadOnlyList<int> shape, byte[] elements)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(elements);
        if (shape.Aggregate(1L, (product, length) => product * length) != elements.Length)
        {
            throw new ArgumentException($"{elements.Length} elements don't make an array [{string.Join(", ", shape)}].", nameof(elements));
        }

        return new NpyArray("|u1", shape, elements);
    }

    /// <summary>An array of one dimension of 32-bit integers (int32).</summary>
    public static NpyArray OfInts(int[] elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return Create("<i4", [elements.Length], i => unchecked((ulong)elements[i]));
    }

    /// <summary>Reads an array.</summary>
    /// <param name="bytes">A whole <c>.npy</c> file.</param>
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
            throw new FormatException(
                "the .npy header is not that of an array of booleans, integers, float32 or float64; save it with .astype('uint8') or a like type");
        }

        int[] shape = [.. match.Groups["length"].Captures.Select(c => int.Parse(c.Value, NumberStyles.None, CultureInfo.InvariantCulture))];
        var element = match.Groups["type"].Value.Replace('b', 'u');
        var size = element[^1] - '0';
        var data = reader.Take(shape.Aggregate((long)size, (product, length) => product * length), "array").ToArray();
        reader.End("the array");
        if (match.Groups["order"].Value == ">")
        {
            ReverseElements(data, size);
        }

        if (match.Groups["fortran"].Value == "True" && shape.Length > 1)
        {
            data = FromFortranOrder(data, shape, size);
        }

        return new NpyArray((size == 1 ? "|" : "<") + element, shape, data);
    }

    /// <summary>The array as a file.</summary>
    internal byte[] ToBytes()
    {
        var lengths = Shape.Count == 1 ? $"{Shape[0]}," : string.Join(", ", Shape);
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

    /// <summary>An element as a number; integers beyond 2^53 are rounded.</summary>
    /// <param name="index">Index in C order, 0..Count - 1.</param>
    public double Value(int index) => Type[1..] switch
    {
        "f4" => BinaryPrimitives.ReadSingleLittleEndian(Element(index)),
        "f8" => BinaryPrimitives.ReadDoubleLittleEndian(Element(index)),
        "u8" => BinaryPrimitives.ReadUInt64LittleEndian(Element(index)),
        _ => Signed(index),
    };

    /// <summary>An element as text that does not depend on the culture; integers are exact and floating-point numbers in full.</summary>
    /// <param name="index">Index in C order, 0..Count - 1.</param>
    public string Text(int index) => Type[1..] switch
    {
        "f4" => BinaryPrimitives.ReadSingleLittleEndian(Element(index)).ToString("R", CultureInfo.InvariantCulture),
        "f8" => BinaryPrimitives.ReadDoubleLittleEndian(Element(index)).ToString("R", CultureInfo.InvariantCulture),
        "u8" => BinaryPrimitives.ReadUInt64LittleEndian(Element(index)).ToString(CultureInfo.InvariantCulture),
        _ => Signed(index).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>All elements.</summary>
    /// <exception cref="FormatException">An element is negative or above 2^31 - 1 for a signed, 2^32 - 1 for an unsigned type.</exception>
    internal uint[] ToUnsigned()
    {
        if (IsFloat)
        {
            throw new FormatException("holds floating-point numbers where codes are integers; save it with .astype('uint8') or a like type");
        }

        var size = ElementSize;
        var values = new uint[Count];
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

    private ReadOnlySpan<byte> Element(int index) => Data.AsSpan(index * ElementSize, ElementSize);

    private long Signed(int index) => Type[1..] switch
    {
        "u1" => Data[index],
        "i1" => unchecked((sbyte)Data[index]),
        "u2" => BinaryPrimitives.ReadUInt16LittleEndian(Element(index)),
        "i2" => BinaryPrimitives.ReadInt16LittleEndian(Element(index)),
        "u4" => BinaryPrimitives.ReadUInt32LittleEndian(Element(index)),
        "i4" => BinaryPrimitives.ReadInt32LittleEndian(Element(index)),
        _ => BinaryPrimitives.ReadInt64LittleEndian(Element(index)),
    };

    private static void ReverseElements(byte[] data, int size)
    {
        for (var start = 0; start < data.Length; start += size)
        {
            data.AsSpan(start, size).Reverse();
        }
    }

    /// <summary>Reorders elements whose first index runs fastest, so that the last one does.</summary>
    private static byte[] FromFortranOrder(byte[] data, int[] shape, int size)
    {
        var reordered = new byte[data.Length];
        var index = new int[shape.Length];
        for (var from = 0; from < data.Length; from += size)
        {
            var to = 0;
            for (var d = 0; d < shape.Length; d++)
            {
                to = (to * shape[d]) + index[d];
            }

            data.AsSpan(from, size).CopyTo(reordered.AsSpan(to * size));
            for (var d = 0; d < shape.Length && ++index[d] == shape[d]; d++)
            {
                index[d] = 0;
            }
        }

        return reordered;
    }

    [GeneratedRegex(
        @"^\{\s*'descr':\s*'(?<order>[|<>])(?<type>b1|[ui][1248]|f[48])',\s*'fortran_order':\s*(?<fortran>True|False),\s*'shape':\s*\((?:(?<length>\d{1,9}),?\s*)*\),?\s*\}\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex HeaderPattern();
}
