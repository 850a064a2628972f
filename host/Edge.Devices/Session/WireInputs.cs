using Edge.Core.Models;
using Edge.Core.Protocol;

namespace Edge.Devices.Session;

/// <summary>Input rows in the form that goes to a device: packed rows and their identity.</summary>
public sealed class WireInputs
{
    private WireInputs(TensorFormat format, int rows, int rowBytes, byte[] packed, byte[] hash, bool counting)
    {
        Format = format;
        Rows = rows;
        RowBytes = rowBytes;
        Packed = packed;
        Hash = hash;
        Id = ModelIdentity.Id(hash);
        IsCounting = counting;
    }

    /// <summary>Width and code range of a row.</summary>
    public TensorFormat Format { get; }

    /// <summary>Number of rows, at least 1.</summary>
    public int Rows { get; }

    /// <summary>Bytes of one packed row.</summary>
    public int RowBytes { get; }

    /// <summary>All rows, least significant bit first, each padded with 0 to a byte.</summary>
    public byte[] Packed { get; }

    /// <summary>SHA-256 over shape and rows, 32 bytes.</summary>
    public byte[] Hash { get; }

    /// <summary>The input-set id on the wire.</summary>
    public ulong Id { get; }

    /// <summary>True where row r is the number r in binary (input i is bit width - 1 - i): the device then counts and is sent no rows.</summary>
    public bool IsCounting { get; }

    /// <summary>Packs rows given one byte per code.</summary>
    /// <param name="format">Width and code range.</param>
    /// <param name="codes">Row-major [rows][format.Width], each 0..format.TopCode.</param>
    /// <exception cref="ArgumentException">No whole row, or a code above the largest.</exception>
    public static WireInputs Of(TensorFormat format, ReadOnlySpan<byte> codes)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (codes.Length == 0 || codes.Length % format.Width != 0)
        {
            throw new ArgumentException($"{codes.Length} codes are no whole rows of {format.Width}", nameof(codes));
        }

        int rows = codes.Length / format.Width;
        int rowBytes = CodePacking.RowBytes(format.Width * format.Bits);
        byte[] packed = new byte[checked(rows * rowBytes)];
        byte[] row = new byte[format.Width];
        byte[] counted = new byte[format.Width];
        bool counting = format.Bits == 1 && format.Width <= 32;
        for (int r = 0; r < rows; r++)
        {
            codes.Slice(r * format.Width, format.Width).CopyTo(row);
            if (row.Max() > format.TopCode)
            {
                throw new ArgumentException($"row {r} holds code {row.Max()}, the largest is {format.TopCode}", nameof(codes));
            }

            CodePacking.Pack(row, row.Length, format.Bits, packed, r * rowBytes * 8);
            if (counting)
            {
                CodePacking.Count((uint)r, counted, format.Width);
                counting = row.AsSpan().SequenceEqual(counted);
            }
        }

        return new WireInputs(format, rows, rowBytes, packed, HashOf(format, rows, packed), counting);
    }

    /// <summary>Unpacks one row, one byte per code.</summary>
    /// <param name="row">0..Rows - 1.</param>
    /// <param name="codes">Receives Format.Width codes.</param>
    public void CopyRow(int row, byte[] codes) => CodePacking.Unpack(Packed, row * RowBytes * 8, codes, Format.Width, Format.Bits);

    /// <summary>Returns when the inputs fit a model and hold rows first .. first + count - 1.</summary>
    /// <exception cref="DeviceException">Width, bits or largest code differ from the model's input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is outside.</exception>
    public void RequireFit(IntegerModel model, int firstRow, int count)
    {
        ArgumentNullException.ThrowIfNull(model);
        TensorFormat wanted = model.Input;
        if (Format.Width != wanted.Width || Format.Bits != wanted.Bits || Format.TopCode != wanted.TopCode)
        {
            throw new DeviceException(
                $"the inputs have {Format.Width} codes of {Format.Bits} bits up to {Format.TopCode}, the model takes "
                + $"{wanted.Width} of {wanted.Bits} bits up to {wanted.TopCode}; choose the data set the model was trained on");
        }

        if (firstRow < 0 || count < 1 || (long)firstRow + count > Rows)
        {
            throw new ArgumentOutOfRangeException(nameof(firstRow), $"rows {firstRow}..{(long)firstRow + count - 1} are not within 0..{Rows - 1}");
        }
    }

    private static byte[] HashOf(TensorFormat format, int rows, byte[] packed)
    {
        byte[] shape = new byte[8];
        LittleEndian.WriteU32(shape, 0, (uint)rows);
        LittleEndian.WriteU16(shape, 4, format.Width);
        shape[6] = (byte)format.Bits;
        shape[7] = (byte)format.TopCode;
        using var sha = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        sha.AppendData(shape);
        sha.AppendData(packed);
        return sha.GetHashAndReset();
    }
}
