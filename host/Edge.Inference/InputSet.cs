using System.Buffers.Binary;
using System.Security.Cryptography;
using Edge.Core.Inference;
using Edge.Core.Models;

namespace Edge.Inference;

/// <summary>
/// Rows of input codes, packed as in memory (shared/README.md, "Bit order"), with the identity by which a device knows them ("Input
/// sets"). Immutable.
/// </summary>
public sealed class InputSet
{
    private readonly ulong[] words;

    /// <summary>Takes over packed rows.</summary>
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <param name="width">Codes per row, 1..8192.</param>
    /// <param name="bits">Bits of a code, 1..8.</param>
    /// <param name="topCode">Largest code, 1..2^bits - 1.</param>
    /// <param name="words">Packed rows, [rows][ceil(width * bits / 64)], padding bits 0; not copied.</param>
    /// <exception cref="InputSetException">A number is out of range, a code above topCode, or a padding bit 1.</exception>
    public InputSet(int rows, int width, int bits, int topCode, ulong[] words)
    {
        try
        {
            ModelCheck.RequireFormat("input rows", new TensorFormat(width, bits, topCode, TensorMap.Affine));
        }
        catch (ModelFormatException exception)
        {
            throw new InputSetException(exception.Message);
        }

        Rows = rows;
        Width = width;
        Bits = bits;
        TopCode = topCode;
        WordsPerRow = ((width * bits) + 63) / 64;
        WireRowBytes = PackedCodes.RowBytes(width, bits);
        this.words = words;
        if (rows < 0 || words.LongLength != (long)rows * WordsPerRow)
        {
            throw new InputSetException($"{rows} input rows of {WordsPerRow} words do not make {words.LongLength} words.");
        }

        RequireCodes();
        IsCounting = FindCounting();
        Identity = Hash();
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Codes per row.</summary>
    public int Width { get; }

    /// <summary>Bits of a code.</summary>
    public int Bits { get; }

    /// <summary>Largest code.</summary>
    public int TopCode { get; }

    /// <summary>Words of 64 bits per row.</summary>
    public int WordsPerRow { get; }

    /// <summary>Bytes of one row on the wire.</summary>
    public int WireRowBytes { get; }

    /// <summary>All packed rows.</summary>
    public ReadOnlyMemory<ulong> Words => words;

    /// <summary>
    /// True where every row is its own number (one bit per code, at most 32 codes, input i of row r is bit width - 1 - i of r): such
    /// inputs need not be sent.
    /// </summary>
    public bool IsCounting { get; }

    /// <summary>SHA-256 over shape and rows, 32 bytes.</summary>
    public byte[] Identity { get; }

    /// <summary>64-bit id on the wire.</summary>
    public ulong Id => ModelIdentity.Id(Identity);

    /// <summary>Packs codes.</summary>
    /// <param name="codes">[rows * width], row after row.</param>
    /// <param name="width">Codes per row.</param>
    /// <param name="bits">Bits of a code.</param>
    /// <param name="topCode">Largest code.</param>
    /// <exception cref="InputSetException">The codes are no whole rows, or one is out of range (named by row and column).</exception>
    public static InputSet FromCodes(ReadOnlySpan<byte> codes, int width, int bits, int topCode)
    {
        if (width < 1 || width > ModelLimits.MaxWidth || bits < 1 || bits > ModelLimits.MaxBits || codes.Length % width != 0)
        {
            throw new InputSetException($"{codes.Length} codes of {bits} bits are no whole rows of {width}.");
        }

        int rows = codes.Length / width;
        int stride = ((width * bits) + 63) / 64;
        ulong[] words = new ulong[checked(rows * stride)];
        for (int r = 0; r < rows; r++)
        {
            for (int i = 0; i < width; i++)
            {
                ulong code = codes[(r * width) + i];
                if (code >= 1UL << bits)
                {
                    throw new InputSetException($"row {r}, input {i}: code {code} does not fit {bits} bits.");
                }

                int bit = i * bits;
                int word = (r * stride) + (bit >> 6);
                words[word] |= code << (bit & 63);
                if ((bit & 63) + bits > 64)
                {
                    words[word + 1] |= code >> (64 - (bit & 63));
                }
            }
        }

        return new InputSet(rows, width, bits, topCode, words);
    }

    /// <summary>All 2^width rows of a counting input, width 1..24.</summary>
    public static InputSet Counting(int width)
    {
        if (width < 1 || width > 24)
        {
            throw new InputSetException($"counting inputs of width {width}: only 1..24 can be held as rows.");
        }

        ulong[] words = new ulong[1 << width];
        for (int r = 0; r < words.Length; r++)
        {
            words[r] = CountingRow((uint)r, width);
        }

        return new InputSet(words.Length, width, 1, 1, words);
    }

    /// <summary>One code.</summary>
    public int CodeAt(int row, int input)
    {
        int bit = input * Bits;
        long word = ((long)row * WordsPerRow) + (bit >> 6);
        int shift = bit & 63;
        ulong value = words[word] >> shift;
        if (shift + Bits > 64)
        {
            value |= words[word + 1] << (64 - shift);
        }

        return (int)(value & ((1UL << Bits) - 1UL));
    }

    /// <summary>Packs rows as on the wire.</summary>
    /// <param name="first">First row.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="target">Receives count * <see cref="WireRowBytes"/> bytes.</param>
    public void PackForWire(int first, int count, Span<byte> target)
    {
        for (int r = 0; r < count; r++)
        {
            ReadOnlySpan<ulong> row = words.AsSpan((first + r) * WordsPerRow, WordsPerRow);
            Span<byte> bytes = target.Slice(r * WireRowBytes, WireRowBytes);
            for (int b = 0; b < bytes.Length; b++)
            {
                bytes[b] = (byte)((row[b >> 3] >> (8 * (b & 7))) & 255);
            }
        }
    }

    /// <summary>Returns when a model can be run on these rows.</summary>
    /// <exception cref="InputSetException">Width or bits differ, or codes may exceed what the model expects.</exception>
    public void RequireFits(IntegerModel model)
    {
        TensorFormat input = model.Input;
        if (input.Width != Width || input.Bits != Bits || input.TopCode < TopCode)
        {
            throw new InputSetException(
                $"the model takes rows of {input.Width} codes of {input.Bits} bits up to {input.TopCode}, the data has {Width} of {Bits} bits "
                + $"up to {TopCode}; choose the data set it was trained on.");
        }
    }

    private static ulong CountingRow(uint row, int width)
    {
        ulong value = 0;
        for (int i = 0; i < width; i++, row >>= 1)
        {
            value = (value << 1) | (row & 1U);
        }

        return value;
    }

    private void RequireCodes()
    {
        int tail = (Width * Bits) & 63;
        ulong padding = tail == 0 ? 0UL : ulong.MaxValue << tail;
        bool all = TopCode == (1 << Bits) - 1;
        for (int r = 0; r < Rows; r++)
        {
            if ((words[((r + 1L) * WordsPerRow) - 1] & padding) != 0)
            {
                throw new InputSetException($"row {r}: bits behind its last code are not 0.");
            }

            for (int i = 0; i < Width && !all; i++)
            {
                if (CodeAt(r, i) > TopCode)
                {
                    throw new InputSetException($"row {r}, input {i}: code {CodeAt(r, i)} is above the largest, {TopCode}.");
                }
            }
        }
    }

    private bool FindCounting()
    {
        bool counting = Bits == 1 && Width <= DeviceInference.MaxCountingWidth;
        for (int r = 0; counting && r < Rows; r++)
        {
            counting = words[r] == CountingRow((uint)r, Width) && (Width == 32 || (uint)r < 1U << Width);
        }

        return counting;
    }

    private byte[] Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] header = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)Rows);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), (ushort)Width);
        header[6] = (byte)Bits;
        header[7] = (byte)TopCode;
        hash.AppendData(header);
        const int RowsAtOnce = 256;
        byte[] bytes = new byte[Math.Min(RowsAtOnce, Math.Max(Rows, 1)) * WireRowBytes];
        for (int first = 0; first < Rows; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, Rows - first);
            PackForWire(first, count, bytes);
            hash.AppendData(bytes, 0, count * WireRowBytes);
        }

        return hash.GetHashAndReset();
    }
}
