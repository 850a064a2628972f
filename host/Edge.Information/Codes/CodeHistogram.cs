using Edge.Information.Exact;

namespace Edge.Information.Codes;

/// <summary>
/// The distinct code words of one layer, in ascending order, with the number of rows of each label that have them: all that exact information
/// needs of the rows. Equal codes in any order of rows give equal histograms.
/// </summary>
public sealed class CodeHistogram
{
    private readonly long[] counts;

    private CodeHistogram(PackedCodes words, int classes, long[] counts)
    {
        Words = words;
        Classes = classes;
        this.counts = counts;
        Rows = counts.Sum();
    }

    /// <summary>The distinct words, one a row; as numbers they ascend.</summary>
    public PackedCodes Words { get; }

    /// <summary>Number of distinct words.</summary>
    public int Distinct => Words.Rows;

    /// <summary>Labels are 0..Classes - 1.</summary>
    public int Classes { get; }

    /// <summary>Rows counted.</summary>
    public long Rows { get; }

    /// <summary>Rows by word and label: [Distinct, Classes], row-major.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>Counts the words of a layer.</summary>
    /// <param name="codes">Its codes, one row or more.</param>
    /// <param name="labels">Label of each row, 0..classes - 1.</param>
    /// <param name="classes">Number of classes, 1 or more.</param>
    /// <exception cref="ArgumentException">There is another number of labels than of rows, or a label is out of range.</exception>
    public static CodeHistogram Of(PackedCodes codes, ReadOnlySpan<int> labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (codes.Rows != labels.Length)
        {
            throw new ArgumentException($"There are {codes.Rows} rows of codes and {labels.Length} labels.", nameof(labels));
        }

        var ones = new long[labels.Length * classes];
        for (var row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
            {
                throw new ArgumentException($"Row {row} has label {labels[row]}; with {classes} classes labels are 0..{classes - 1}.", nameof(labels));
            }

            ones[(row * classes) + labels[row]] = 1;
        }

        return From(codes, ones, classes);
    }

    /// <summary>A histogram from words with counts; words that are equal are added up.</summary>
    /// <param name="words">Words, one a row, in any order.</param>
    /// <param name="counts">Rows by word and label, [words, classes], each 0 or more.</param>
    /// <param name="classes">Number of classes, 1 or more.</param>
    /// <exception cref="ArgumentException">There is another number of counts, or one is negative.</exception>
    public static CodeHistogram From(PackedCodes words, ReadOnlySpan<long> counts, int classes)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (counts.Length != (long)words.Rows * classes || counts.ContainsAnyInRange(long.MinValue, -1))
        {
            throw new ArgumentException($"{words.Rows} words with {classes} classes have {(long)words.Rows * classes} counts of 0 or more.", nameof(counts));
        }

        var classOf = RowClasses.Of(words, out var distinct);
        var first = new int[distinct];
        var sums = new long[distinct * classes];
        for (var row = words.Rows - 1; row >= 0; row--)
        {
            first[classOf[row]] = row;
            for (var label = 0; label < classes; label++)
            {
                sums[(classOf[row] * classes) + label] += counts[(row * classes) + label];
            }
        }

        var order = Enumerable.Range(0, distinct).ToArray();
        Array.Sort(order, (a, b) => Compare(words.Row(first[a]), words.Row(first[b])));
        var packed = new ulong[distinct * words.WordsPerRow];
        var ordered = new long[sums.Length];
        for (var place = 0; place < distinct; place++)
        {
            words.Row(first[order[place]]).CopyTo(packed.AsSpan(place * words.WordsPerRow));
            sums.AsSpan(order[place] * classes, classes).CopyTo(ordered.AsSpan(place * classes));
        }

        return new CodeHistogram(new PackedCodes(packed, distinct, words.Width, words.Bits), classes, ordered);
    }

    /// <summary>The histogram of all rows that several are of.</summary>
    /// <param name="parts">One or more, of the same width, bits and classes.</param>
    /// <exception cref="ArgumentException">There are none, or they differ in shape.</exception>
    public static CodeHistogram Sum(IReadOnlyList<CodeHistogram> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0 || parts.Any(part => !part.HasShapeOf(parts[0])))
        {
            throw new ArgumentException("Histograms of one layer and one number of classes can be added up.", nameof(parts));
        }

        var shape = parts[0];
        return parts.Count == 1
            ? shape
            : From(
                new PackedCodes(Joined(parts, part => part.Words.Words), parts.Sum(part => part.Distinct), shape.Words.Width, shape.Words.Bits),
                Joined(parts, part => part.Counts),
                shape.Classes);
    }

    /// <summary>True where words and counts are the same.</summary>
    public bool SameAs(CodeHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return HasShapeOf(other) && Words.Words.SequenceEqual(other.Words.Words) && Counts.SequenceEqual(other.Counts);
    }

    /// <summary>Rows of each label.</summary>
    public long[] RowsOfLabels()
    {
        var rows = new long[Classes];
        for (var place = 0; place < counts.Length; place++)
        {
            rows[place % Classes] += counts[place];
        }

        return rows;
    }

    private delegate ReadOnlySpan<T> PartOf<T>(CodeHistogram histogram);

    private static T[] Joined<T>(IReadOnlyList<CodeHistogram> parts, PartOf<T> part)
    {
        var all = new T[parts.Sum(one => part(one).Length)];
        var at = 0;
        foreach (var one in parts)
        {
            part(one).CopyTo(all.AsSpan(at));
            at += part(one).Length;
        }

        return all;
    }

    private static int Compare(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        for (var i = a.Length - 1; i >= 0; i--)
        {
            if (a[i] != b[i])
            {
                return a[i] < b[i] ? -1 : 1;
            }
        }

        return 0;
    }

    private bool HasShapeOf(CodeHistogram other) =>
        Words.Width == other.Words.Width && Words.Bits == other.Words.Bits && Classes == other.Classes;
}
