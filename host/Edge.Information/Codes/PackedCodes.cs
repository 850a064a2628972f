using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Edge.Information.Codes;

/// <summary>
/// The codes of one layer on a set of rows, packed to bits: <see cref="Rows"/> x <see cref="WordsPerRow"/> words of 64 bits.
/// The code of neuron i takes bits [i * Bits, (i + 1) * Bits) of its row's bit string, least significant bit first; bit b of the
/// string is bit b % 64 of word b / 64. Codes may straddle two words. Padding bits are zero, so rows are equal exactly where their
/// words are equal.
/// </summary>
public sealed class PackedCodes
{
    /// <summary>Most bits a row may hold.</summary>
    public const int MaximumRowBits = 1 << 24;

    private readonly ulong[] words;

    /// <summary>Wraps packed words without copying them.</summary>
    /// <param name="words">Row-major, exactly <paramref name="rows"/> * <see cref="WordsFor"/> words. The array stays the caller's: it may be
    /// filled anew between computations (not during one), as long as padding bits stay zero (see <see cref="CheckPadding"/>).</param>
    /// <param name="rows">Number of rows, 0 or more.</param>
    /// <param name="width">Neurons, 1 or more.</param>
    /// <param name="bits">Bits of one code, 1..32.</param>
    /// <exception cref="ArgumentException">The shape is out of range, the array has another length, or a padding bit is set.</exception>
    public PackedCodes(ulong[] words, int rows, int width, int bits)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        WordsPerRow = WordsFor(width, bits);
        if (words.Length != (long)rows * WordsPerRow)
        {
            throw new ArgumentException($"{rows} rows of {width} codes of {bits} bits take {(long)rows * WordsPerRow} words, not {words.Length}.", nameof(words));
        }

        this.words = words;
        Rows = rows;
        Width = width;
        Bits = bits;
        CheckPadding();
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of neurons, that is of codes in a row.</summary>
    public int Width { get; }

    /// <summary>Bits of one code, 1..32.</summary>
    public int Bits { get; }

    /// <summary>Words of 64 bits that a row takes: ceil(Width * Bits / 64).</summary>
    public int WordsPerRow { get; }

    /// <summary>Bits of a row that carry codes: Width * Bits.</summary>
    public int RowBits => Width * Bits;

    /// <summary>Bytes of a row when it is padded to bytes only, as in files: ceil(Width * Bits / 8).</summary>
    public int BytesPerRow => (RowBits + 7) / 8;

    /// <summary>All words, row-major.</summary>
    public ReadOnlySpan<ulong> Words => words;

    /// <summary>The code of one neuron on one row, 0..2^Bits - 1.</summary>
    /// <param name="row">Row, 0..Rows - 1.</param>
    /// <param name="neuron">Neuron, 0..Width - 1.</param>
    public uint this[int row, int neuron]
    {
        get
        {
            if (neuron < 0 || neuron >= Width)
            {
                throw new ArgumentOutOfRangeException(nameof(neuron), $"Neurons are 0..{Width - 1}, not {neuron}.");
            }

            var bit = neuron * Bits;
            var word = (row * WordsPerRow) + (bit >> 6);
            var offset = bit & 63;
            var value = words[word] >> offset;
            if (offset + Bits > 64)
            {
                value |= words[word + 1] << (64 - offset);
            }

            return (uint)(value & CodeMask(Bits));
        }
    }

    /// <summary>Words of 64 bits that a row of <paramref name="width"/> codes of <paramref name="bits"/> bits takes.</summary>
    /// <param name="width">Neurons, 1 or more; width * bits is at most <see cref="MaximumRowBits"/>.</param>
    /// <param name="bits">Bits of one code, 1..32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static int WordsFor(int width, int bits)
    {
        if (bits is < 1 or > 32)
        {
            throw new ArgumentOutOfRangeException(nameof(bits), $"A code has 1..32 bits, not {bits}.");
        }

        if (width < 1 || (long)width * bits > MaximumRowBits)
        {
            throw new ArgumentOutOfRangeException(nameof(width), $"A row has 1..{MaximumRowBits / bits} codes of {bits} bits, not {width}.");
        }

        return ((width * bits) + 63) / 64;
    }

    /// <summary>Packs codes given one integer each.</summary>
    /// <typeparam name="TCode">The integer type the codes come in: byte, ushort, int, uint, ...</typeparam>
    /// <param name="codes">Row-major [rows, width], each in 0..2^bits - 1.</param>
    /// <param name="rows">Number of rows, 0 or more.</param>
    /// <param name="width">Neurons, 1 or more.</param>
    /// <param name="bits">Bits of one code, 1..32.</param>
    /// <exception cref="ArgumentException">The shape is out of range, or a code does not fit (row, neuron and code are named).</exception>
    public static PackedCodes From<TCode>(ReadOnlySpan<TCode> codes, int rows, int width, int bits)
        where TCode : IBinaryInteger<TCode>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        var wordsPerRow = WordsFor(width, bits);
        if (codes.Length != (long)rows * width)
        {
            throw new ArgumentException($"{rows} rows of {width} codes are {(long)rows * width} values, not {codes.Length}.", nameof(codes));
        }

        var words = new ulong[rows * wordsPerRow];
        var mask = CodeMask(bits);
        for (var row = 0; row < rows; row++)
        {
            var target = words.AsSpan(row * wordsPerRow, wordsPerRow);
            var source = codes.Slice(row * width, width);
            var bit = 0;
            for (var neuron = 0; neuron < source.Length; neuron++, bit += bits)
            {
                if (TCode.IsNegative(source[neuron]) || ulong.CreateSaturating(source[neuron]) > mask)
                {
                    throw new ArgumentException($"Code {source[neuron]} at row {row}, neuron {neuron} does not fit {bits} bits.", nameof(codes));
                }

                var code = ulong.CreateTruncating(source[neuron]);
                var offset = bit & 63;
                target[bit >> 6] |= code << offset;
                if (offset + bits > 64)
                {
                    target[(bit >> 6) + 1] |= code >> (64 - offset);
                }
            }
        }

        return new PackedCodes(words, rows, width, bits);
    }

    /// <summary>Packs codes given one byte each: <see cref="From{TCode}"/> for the usual case.</summary>
    /// <param name="codes">Row-major [rows, width], each in 0..2^bits - 1.</param>
    /// <param name="rows">Number of rows, 0 or more.</param>
    /// <param name="width">Neurons, 1 or more.</param>
    /// <param name="bits">Bits of one code, 1..32.</param>
    /// <exception cref="ArgumentException">The shape is out of range, or a code does not fit.</exception>
    public static PackedCodes FromBytes(ReadOnlySpan<byte> codes, int rows, int width, int bits) => From(codes, rows, width, bits);

    /// <summary>Packs codes given one int each: <see cref="From{TCode}"/>.</summary>
    /// <param name="codes">Row-major [rows, width], each in 0..2^bits - 1.</param>
    /// <param name="rows">Number of rows, 0 or more.</param>
    /// <param name="width">Neurons, 1 or more.</param>
    /// <param name="bits">Bits of one code, 1..32.</param>
    /// <exception cref="ArgumentException">The shape is out of range, or a code does not fit.</exception>
    public static PackedCodes FromInts(ReadOnlySpan<int> codes, int rows, int width, int bits) => From(codes, rows, width, bits);

    /// <summary>Reads rows padded to bytes, as files hold them.</summary>
    /// <param name="bytes">Row r starts at <paramref name="offset"/> + r * <paramref name="stride"/>.</param>
    /// <param name="offset">Where the first row starts, in bytes.</param>
    /// <param name="stride">Bytes from one row to the next, at least ceil(width * bits / 8).</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Neurons, 1 or more.</param>
    /// <param name="bits">Bits of one code, 1..32.</param>
    /// <exception cref="ArgumentException">The shape is out of range, the bytes are too few, or a padding bit is set.</exception>
    public static PackedCodes FromRowBytes(ReadOnlySpan<byte> bytes, int offset, int stride, int rows, int width, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        var wordsPerRow = WordsFor(width, bits);
        var bytesPerRow = ((width * bits) + 7) / 8;
        var words = new ulong[rows * wordsPerRow];
        Span<byte> padded = new byte[wordsPerRow * 8];
        for (var row = 0; row < rows; row++)
        {
            bytes.Slice(offset + (row * stride), bytesPerRow).CopyTo(padded);
            for (var word = 0; word < wordsPerRow; word++)
            {
                words[(row * wordsPerRow) + word] = BinaryPrimitives.ReadUInt64LittleEndian(padded[(word * 8)..]);
            }
        }

        return new PackedCodes(words, rows, width, bits);
    }

    /// <summary>The words of one row.</summary>
    /// <param name="row">Row, 0..Rows - 1.</param>
    public ReadOnlySpan<ulong> Row(int row) => words.AsSpan(row * WordsPerRow, WordsPerRow);

    /// <summary>Writes one row padded to bytes, least significant bit first.</summary>
    /// <param name="row">Row, 0..Rows - 1.</param>
    /// <param name="target">At least <see cref="BytesPerRow"/> bytes.</param>
    public void CopyRowBytes(int row, Span<byte> target)
    {
        var source = Row(row);
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(source)[..BytesPerRow].CopyTo(target);
            return;
        }

        for (var i = 0; i < BytesPerRow; i++)
        {
            target[i] = unchecked((byte)(source[i >> 3] >> ((i & 7) * 8)));
        }
    }

    /// <summary>Gives all codes back, one integer each.</summary>
    /// <typeparam name="TCode">An integer type that holds <see cref="Bits"/> bits.</typeparam>
    /// <returns>Row-major [Rows, Width].</returns>
    /// <exception cref="OverflowException">A code does not fit <typeparamref name="TCode"/>.</exception>
    public TCode[] ToCodes<TCode>()
        where TCode : IBinaryInteger<TCode>
    {
        var codes = new TCode[Rows * Width];
        for (var row = 0; row < Rows; row++)
        {
            for (var neuron = 0; neuron < Width; neuron++)
            {
                codes[(row * Width) + neuron] = TCode.CreateChecked(this[row, neuron]);
            }
        }

        return codes;
    }

    /// <summary>Checks that every padding bit is zero; needed after words were written from outside.</summary>
    /// <exception cref="ArgumentException">A padding bit is set; the row is named.</exception>
    public void CheckPadding()
    {
        var used = RowBits & 63;
        if (used == 0)
        {
            return;
        }

        var padding = ~0UL << used;
        for (var row = 0; row < Rows; row++)
        {
            if ((words[(row * WordsPerRow) + WordsPerRow - 1] & padding) != 0)
            {
                throw new ArgumentException($"Row {row} has bits set beyond its {RowBits} bits of codes; padding must be zero.");
            }
        }
    }

    private static ulong CodeMask(int bits) => (1UL << bits) - 1;
}
