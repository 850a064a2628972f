using System.Numerics;

namespace Edge.Training.Data;

/// <summary>
/// Rows of input codes with their labels, packed for the trainer: a code takes 1, 2, 4 or 8 bits (the next of these that holds it), 32-bit
/// words, row after row.
/// </summary>
public sealed class LabeledRows
{
    private readonly uint[] words;
    private readonly int[] labels;

    /// <summary>Packs rows.</summary>
    /// <param name="width">Codes per row, 1..8192.</param>
    /// <param name="bits">Bits of a code, 1..8.</param>
    /// <param name="codes">Codes row by row, [rows * width], each below 2^bits.</param>
    /// <param name="labels">True class of every row, [rows], 0 or more.</param>
    /// <exception cref="ArgumentException">Lengths do not agree, or a code or label is out of range; the message names the row.</exception>
    public LabeledRows(int width, int bits, ReadOnlySpan<byte> codes, ReadOnlySpan<int> labels)
    {
        if (width < 1 || bits is < 1 or > 8 || codes.Length != (long)labels.Length * width)
        {
            throw new ArgumentException($"{codes.Length} codes are not {labels.Length} rows of {width} codes of 1..8 bits");
        }

        Width = width;
        Bits = bits;
        BitsPerCode = bits switch { 1 => 1, 2 => 2, <= 4 => 4, _ => 8 };
        CodesPerWord = 32 / BitsPerCode;
        WordsPerRow = (width + CodesPerWord - 1) / CodesPerWord;
        words = new uint[labels.Length * WordsPerRow];
        this.labels = labels.ToArray();
        for (int r = 0; r < labels.Length; r++)
        {
            if (labels[r] < 0)
            {
                throw new ArgumentException($"row {r}: label {labels[r]} is negative");
            }

            Pack(r, codes.Slice(r * width, width));
        }

        LargestCode = LargestOf(codes);
        LargestLabel = LargestOf<int>(this.labels);
    }

    private LabeledRows(LabeledRows source, uint[] words, int[] labels)
    {
        Width = source.Width;
        Bits = source.Bits;
        BitsPerCode = source.BitsPerCode;
        CodesPerWord = source.CodesPerWord;
        WordsPerRow = source.WordsPerRow;
        LargestCode = source.LargestCode;
        LargestLabel = LargestOf<int>(labels);
        this.words = words;
        this.labels = labels;
    }

    /// <summary>Number of rows.</summary>
    public int Count => labels.Length;

    /// <summary>Codes per row.</summary>
    public int Width { get; }

    /// <summary>Bits of a code, 1..8.</summary>
    public int Bits { get; }

    /// <summary>Largest code in any row (of the whole that a subset was taken from).</summary>
    public int LargestCode { get; }

    /// <summary>Largest label of any row.</summary>
    public int LargestLabel { get; }

    /// <summary>True class of every row, [Count].</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>Bits a code takes in a word: 1, 2, 4 or 8.</summary>
    internal int BitsPerCode { get; }

    /// <summary>Codes in a word of 32 bits; the first in the lowest bits.</summary>
    internal int CodesPerWord { get; }

    /// <summary>Words in a row.</summary>
    internal int WordsPerRow { get; }

    /// <summary>All words, [Count * WordsPerRow].</summary>
    internal ReadOnlySpan<uint> Words => words;

    /// <summary>One code.</summary>
    public int CodeAt(int row, int column) =>
        (int)((words[row * WordsPerRow + column / CodesPerWord] >> (column % CodesPerWord * BitsPerCode)) & ((1u << BitsPerCode) - 1));

    /// <summary>One row of codes, [Width].</summary>
    public void CopyRow(int row, Span<byte> codes)
    {
        for (int i = 0; i < Width; i++)
        {
            codes[i] = (byte)CodeAt(row, i);
        }
    }

    /// <summary>Some of the rows, in the order given.</summary>
    /// <param name="rows">Numbers of rows, 0..Count - 1 each.</param>
    public LabeledRows Subset(ReadOnlySpan<int> rows)
    {
        var subset = new uint[rows.Length * WordsPerRow];
        var subsetLabels = new int[rows.Length];
        for (int r = 0; r < rows.Length; r++)
        {
            words.AsSpan(rows[r] * WordsPerRow, WordsPerRow).CopyTo(subset.AsSpan(r * WordsPerRow));
            subsetLabels[r] = labels[rows[r]];
        }

        return new LabeledRows(this, subset, subsetLabels);
    }

    /// <summary>The same inputs under other labels, for example shuffled ones.</summary>
    /// <param name="otherLabels">True class of every row, [Count], 0 or more.</param>
    /// <exception cref="ArgumentException">Not one label per row.</exception>
    public LabeledRows WithLabels(ReadOnlySpan<int> otherLabels)
    {
        if (otherLabels.Length != Count)
        {
            throw new ArgumentException($"{otherLabels.Length} labels for {Count} rows");
        }

        return new LabeledRows(this, words, otherLabels.ToArray());
    }

    private static int LargestOf<T>(ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        int largest = 0;
        foreach (T value in values)
        {
            largest = Math.Max(largest, int.CreateChecked(value));
        }

        return largest;
    }

    private void Pack(int row, ReadOnlySpan<byte> codes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] >> Bits != 0)
            {
                throw new ArgumentException($"row {row}, column {i}: code {codes[i]} does not fit {Bits} bits");
            }

            words[row * WordsPerRow + i / CodesPerWord] |= (uint)codes[i] << (i % CodesPerWord * BitsPerCode);
        }
    }
}
