using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Edge.Experiments.Data.Matlab;

/// <summary>
/// Reads real, full numeric matrices out of MATLAB files of level 5 (MATLAB 5 to 7.2, and <c>save -v7</c>), compressed or not, in either
/// byte order; other variables are passed over. Layout: a header of 128 bytes (text, version at 124, byte order at 126), then data elements
/// of a tag (u32 type, u32 bytes, or both in one u32 where the data has at most 4 bytes) and data padded to 8 bytes; a matrix holds array
/// flags, dimensions, name and the elements column after column (MathWorks, MAT-File Format).
/// </summary>
internal sealed class MatFile
{
    private const int HeaderBytes = 128;
    private const int Int8 = 1;
    private const int UInt8 = 2;
    private const int Int16 = 3;
    private const int UInt16 = 4;
    private const int Int32 = 5;
    private const int UInt32 = 6;
    private const int Single = 7;
    private const int Double = 9;
    private const int Int64 = 12;
    private const int UInt64 = 13;
    private const int Matrix = 14;
    private const int Compressed = 15;
    private const int FirstNumericClass = 6;
    private const int LastNumericClass = 15;
    private const uint ComplexFlag = 0x0800;

    // A matrix of 4096 x 12 doubles takes 393 kB; more than this is not the file that this reader is for.
    private const int MaxUnpackedBytes = 1 << 27;

    private readonly bool bigEndian;

    private MatFile(bool bigEndian)
    {
        this.bigEndian = bigEndian;
    }

    /// <summary>Reads the variables of a file.</summary>
    /// <exception cref="FormatException">It is torn, or no such file; the message has no file name.</exception>
    public static IReadOnlyList<MatVariable> Read(byte[] bytes)
    {
        if (bytes.Length < HeaderBytes)
        {
            throw new FormatException($"{bytes.Length} bytes are too few for a MATLAB file");
        }

        string order = Encoding.ASCII.GetString(bytes, 126, 2);
        if (order is not ("IM" or "MI"))
        {
            throw new FormatException("no MATLAB file of level 5: bytes 126 and 127 should be IM or MI");
        }

        MatFile file = new(order == "MI");
        int version = file.Number16(bytes.AsSpan(124));
        if (version != 0x0100)
        {
            throw new FormatException($"MATLAB file of version 0x{version:X4}, where 0x0100 is read; save it with -v7 or -v6");
        }

        List<MatVariable> variables = [];
        for (int position = HeaderBytes; position < bytes.Length;)
        {
            (int type, ReadOnlyMemory<byte> data, int next) = file.Element(bytes, position);
            if (type == Compressed)
            {
                byte[] unpacked = Unpack(data);
                (type, data, _) = file.Element(unpacked, 0);
            }

            if (type == Matrix && file.Variable(data) is MatVariable variable)
            {
                variables.Add(variable);
            }

            position = next;
        }

        return variables;
    }

    /// <summary>Type and data of the element at a position, and the position of the next.</summary>
    private (int Type, ReadOnlyMemory<byte> Data, int Next) Element(ReadOnlyMemory<byte> bytes, int position)
    {
        if (bytes.Length - position < 8)
        {
            throw new FormatException("it ends within a tag; it is torn");
        }

        uint first = Number32(bytes.Span[position..]);
        bool small = first >> 16 != 0;
        int type = (int)(first & 0xFFFF);
        long length = small ? first >> 16 : Number32(bytes.Span[(position + 4)..]);
        int start = position + (small ? 4 : 8);
        if (length > (small ? 4 : bytes.Length - start))
        {
            throw new FormatException($"an element of {length} bytes where {(small ? 4 : bytes.Length - start)} are left; it is torn");
        }

        long end = start + length;
        long next = small ? position + 8 : type == Compressed ? end : position + ((end - position + 7) / 8 * 8);
        return (type, bytes.Slice(start, (int)length), (int)Math.Min(next, bytes.Length));
    }

    /// <summary>A matrix's variable; null where it is not a real, full matrix of two dimensions.</summary>
    private MatVariable? Variable(ReadOnlyMemory<byte> matrix)
    {
        (int flagsType, ReadOnlyMemory<byte> flags, int next) = Element(matrix, 0);
        if (flagsType != UInt32 || flags.Length != 8)
        {
            throw new FormatException("a matrix without array flags");
        }

        uint flag = Number32(flags.Span);
        (int dimensionsType, ReadOnlyMemory<byte> dimensions, next) = Element(matrix, next);
        (int nameType, ReadOnlyMemory<byte> name, next) = Element(matrix, next);
        if (dimensionsType != Int32 || nameType != Int8)
        {
            throw new FormatException("a matrix without dimensions or name");
        }

        if ((flag & 0xFF) is < FirstNumericClass or > LastNumericClass || (flag & ComplexFlag) != 0 || dimensions.Length != 8)
        {
            return null;
        }

        string text = Encoding.ASCII.GetString(name.Span);
        int rows = (int)Number32(dimensions.Span);
        int columns = (int)Number32(dimensions.Span[4..]);
        (int type, ReadOnlyMemory<byte> data, _) = Element(matrix, next);
        double[] elements = Elements(type, data.Span);
        return rows >= 0 && columns >= 0 && (long)rows * columns == elements.Length
            ? new MatVariable(text, rows, columns, elements)
            : throw new FormatException($"{text} is {rows} x {columns} and has {elements.Length} elements");
    }

    private double[] Elements(int type, ReadOnlySpan<byte> data)
    {
        int size = type switch
        {
            Int8 or UInt8 => 1,
            Int16 or UInt16 => 2,
            Int32 or UInt32 or Single => 4,
            Double or Int64 or UInt64 => 8,
            _ => throw new FormatException($"elements of the unknown type {type}"),
        };
        if (data.Length % size != 0)
        {
            throw new FormatException($"{data.Length} bytes are no elements of {size} bytes");
        }

        double[] elements = new double[data.Length / size];
        for (int i = 0; i < elements.Length; i++)
        {
            ReadOnlySpan<byte> element = data.Slice(i * size, size);
            elements[i] = type switch
            {
                UInt8 => element[0],
                Int8 => unchecked((sbyte)element[0]),
                UInt16 => Number16(element),
                Int16 => unchecked((short)Number16(element)),
                UInt32 => Number32(element),
                Int32 => unchecked((int)Number32(element)),
                Single => BitConverter.UInt32BitsToSingle(Number32(element)),
                Double => BitConverter.UInt64BitsToDouble(Number64(element)),
                UInt64 => Number64(element),
                _ => unchecked((long)Number64(element)),
            };
        }

        return elements;
    }

    private static byte[] Unpack(ReadOnlyMemory<byte> data)
    {
        using MemoryStream packed = new(data.ToArray());
        using ZLibStream zlib = new(packed, CompressionMode.Decompress);
        using MemoryStream unpacked = new();
        byte[] buffer = new byte[81920];
        for (int read = zlib.Read(buffer); read > 0; read = zlib.Read(buffer))
        {
            unpacked.Write(buffer, 0, read);
            if (unpacked.Length > MaxUnpackedBytes)
            {
                throw new FormatException($"a variable of more than {MaxUnpackedBytes} bytes");
            }
        }

        return unpacked.ToArray();
    }

    private ushort Number16(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private uint Number32(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private ulong Number64(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
