using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Edge.Experiments.Tests.Data.Matlab;

/// <summary>Writes MATLAB files of level 5 as MathWorks describes the format: the reader's counterpart, written from the description alone.</summary>
internal sealed class MatWriter(bool bigEndian = false, bool compressed = false, int storage = MatWriter.Double)
{
    public const int UInt8 = 2;
    public const int Int16 = 3;
    public const int Double = 9;

    public byte[] File(params (string Name, int Rows, int Columns, double[] Elements)[] variables)
    {
        byte[] header = new byte[128];
        Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file".PadRight(116)).CopyTo(header, 0);
        Bytes(2, 0x0100).CopyTo(header, 124);
        Encoding.ASCII.GetBytes(bigEndian ? "MI" : "IM").CopyTo(header, 126);
        return [.. header, .. variables.SelectMany(Variable)];
    }

    private byte[] Variable((string Name, int Rows, int Columns, double[] Elements) variable)
    {
        byte[] elements = [.. variable.Elements.SelectMany(Value)];
        byte[] matrix = Element(
            14,
            [
                .. Element(6, [.. Bytes(4, 6), .. Bytes(4, 0)]),
                .. Element(5, [.. Bytes(4, (uint)variable.Rows), .. Bytes(4, (uint)variable.Columns)]),
                .. Small(1, Encoding.ASCII.GetBytes(variable.Name)),
                .. Element(storage, elements),
            ]);
        if (!compressed)
        {
            return matrix;
        }

        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(matrix);
        }

        // Compressed elements alone are not padded.
        return [.. Bytes(4, 15), .. Bytes(4, (uint)packed.Length), .. packed.ToArray()];
    }

    private byte[] Element(int type, byte[] data) => [.. Bytes(4, (uint)type), .. Bytes(4, (uint)data.Length), .. data, .. new byte[(8 - (data.Length % 8)) % 8]];

    private byte[] Small(uint type, byte[] data) => [.. Bytes(4, ((uint)data.Length << 16) | type), .. data, .. new byte[4 - data.Length]];

    private byte[] Value(double value) => storage switch
    {
        UInt8 => [(byte)value],
        Int16 => Bytes(2, (uint)(short)value),
        _ => Bytes(8, BitConverter.DoubleToUInt64Bits(value)),
    };

    private byte[] Bytes(int size, ulong value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bigEndian ? [.. bytes.Take(size).Reverse()] : bytes[..size];
    }
}
