using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Edge.Information.Exact;

/// <summary>
/// Finds equal rows of packed words. Every row writes its number into the slot of its hash and then reads there which row wrote last: where
/// the two rows' words are equal, that row represents both, and where they differ (a collision) the row takes part in another round with
/// another hash. Words are always compared, so that no collision can change a result, and no branch depends on what the codes are.
/// The workspace is kept between calls; nothing is allocated per call unless rows get wider.
/// </summary>
internal sealed class RowClassifier
{
    /// <summary>2^64 divided by the golden ratio, made odd: the multiplier of the hash (Knuth, The Art of Computer Programming 3, 6.4).</summary>
    internal const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    /// <summary>Odd, from the finalizer of SplitMix64 (Steele, Lea and Flood 2014); makes the hash of the next round.</summary>
    internal const ulong RoundFactor = 0xBF58476D1CE4E5B9;

    private const int SlotsPerRow = 4;

    private readonly ulong multiplier;
    private readonly int[] slots;
    private readonly int[] slotOf;
    private readonly int[] pending;
    private readonly int[] numberOf;

    /// <summary>A workspace for up to <paramref name="capacity"/> rows.</summary>
    /// <param name="capacity">Most rows of one call, 1 or more.</param>
    /// <param name="multiplier">Odd multiplier of the hash. Any other number, even 0 (all rows collide), gives the same classes, slower.</param>
    public RowClassifier(int capacity, ulong multiplier = GoldenRatio)
    {
        this.multiplier = multiplier;
        slots = new int[SlotsFor(capacity)];
        slotOf = new int[capacity];
        pending = new int[capacity];
        numberOf = new int[capacity];
    }

    /// <summary>Numbers the distinct rows 0, 1, 2, ... in the order of first appearance.</summary>
    /// <param name="words">Row-major, rows x <paramref name="wordsPerRow"/>.</param>
    /// <param name="wordsPerRow">Words of a row, 1 or more.</param>
    /// <param name="rowBits">Bits of a row that may be set: 64 * wordsPerRow, or fewer where the rest is known to be zero.</param>
    /// <param name="classOf">Receives the class of each row; its length is the number of rows, at most the capacity.</param>
    /// <returns>Number of classes.</returns>
    public int Classify(ReadOnlySpan<ulong> words, int wordsPerRow, int rowBits, Span<int> classOf)
    {
        FindRepresentatives(words, wordsPerRow, rowBits, classOf);
        numberOf.AsSpan(0, classOf.Length).Fill(-1);
        var classes = 0;
        foreach (ref var row in classOf)
        {
            ref var number = ref numberOf[row];
            if (number < 0)
            {
                number = classes++;
            }

            row = number;
        }

        return classes;
    }

    /// <summary>Finds one row for each set of equal rows.</summary>
    /// <param name="words">Row-major, rows x <paramref name="wordsPerRow"/>.</param>
    /// <param name="wordsPerRow">Words of a row, 1 or more.</param>
    /// <param name="rowBits">Bits of a row that may be set: 64 * wordsPerRow, or fewer where the rest is known to be zero.</param>
    /// <param name="representative">Receives for each row the row that represents it: the same for equal rows, and itself for one of them.</param>
    public void FindRepresentatives(ReadOnlySpan<ulong> words, int wordsPerRow, int rowBits, Span<int> representative)
    {
        var rows = representative.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, slotOf.Length, nameof(representative));
        ArgumentOutOfRangeException.ThrowIfLessThan(words.Length, (long)rows * wordsPerRow, nameof(words));
        var slotBits = BitOperations.Log2((uint)SlotsFor(rows));
        if (rowBits <= slotBits)
        {
            FindByValue(words, 1 << rowBits, representative);
            return;
        }

        var left = wordsPerRow switch
        {
            1 => FindWords(words, slotBits, representative),
            2 => FindPairs(words, slotBits, representative),
            _ => FindWide(words, wordsPerRow, slotBits, representative),
        };
        for (var round = unchecked(multiplier * RoundFactor); left > 0; round = unchecked(round * RoundFactor))
        {
            left = FindPending(words, wordsPerRow, slotBits, round, left, representative);
        }
    }

    /// <summary>Slots for a number of rows: four each or more, a power of two.</summary>
    internal static int SlotsFor(int rows) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(rows, 4)) * SlotsPerRow;

    /// <summary>Hash of two words; its upper bits are the slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong HashPair(ulong low, ulong high, ulong multiplier) =>
        unchecked((BitOperations.RotateLeft(low * multiplier, 32) ^ high) * multiplier);

    /// <summary>Hash of words; its upper bits are the slot.</summary>
    internal static ulong Hash(ReadOnlySpan<ulong> row, ulong multiplier)
    {
        unchecked
        {
            var hash = 0UL;
            foreach (var word in row)
            {
                hash = BitOperations.RotateLeft((hash ^ word) * multiplier, 32);
            }

            return hash * multiplier;
        }
    }

    private void FindByValue(ReadOnlySpan<ulong> words, int values, Span<int> representative)
    {
        var table = slots.AsSpan(0, values);
        for (var row = 0; row < representative.Length; row++)
        {
            table[(int)words[row]] = row;
        }

        for (var row = 0; row < representative.Length; row++)
        {
            representative[row] = table[(int)words[row]];
        }
    }

    // References instead of spans where the compiler can't see that an index is in range: a slot is below 2^slotBits by its shift,
    // a row read from a slot was written there just before.
    private int FindWords(ReadOnlySpan<ulong> words, int slotBits, Span<int> representative)
    {
        unchecked
        {
            var shift = 64 - slotBits;
            ref var slot = ref MemoryMarshal.GetArrayDataReference(slots);
            ref var word = ref MemoryMarshal.GetReference(words);
            ref var waiting = ref MemoryMarshal.GetArrayDataReference(pending);
            for (var row = 0; row < representative.Length; row++)
            {
                Unsafe.Add(ref slot, (nint)((Unsafe.Add(ref word, row) * multiplier) >> shift)) = row;
            }

            var left = 0;
            for (var row = 0; row < representative.Length; row++)
            {
                var key = Unsafe.Add(ref word, row);
                var found = Unsafe.Add(ref slot, (nint)((key * multiplier) >> shift));
                representative[row] = found;
                Unsafe.Add(ref waiting, left) = row;
                left += Unsafe.Add(ref word, found) == key ? 0 : 1;
            }

            return left;
        }
    }

    private int FindPairs(ReadOnlySpan<ulong> words, int slotBits, Span<int> representative)
    {
        unchecked
        {
            var shift = 64 - slotBits;
            ref var slot = ref MemoryMarshal.GetArrayDataReference(slots);
            ref var word = ref MemoryMarshal.GetReference(words);
            ref var waiting = ref MemoryMarshal.GetArrayDataReference(pending);
            ref var place = ref MemoryMarshal.GetArrayDataReference(slotOf);
            for (var row = 0; row < representative.Length; row++)
            {
                var hash = HashPair(Unsafe.Add(ref word, row * 2), Unsafe.Add(ref word, (row * 2) + 1), multiplier);
                Unsafe.Add(ref place, row) = (int)(hash >> shift);
                Unsafe.Add(ref slot, (nint)(hash >> shift)) = row;
            }

            var left = 0;
            for (var row = 0; row < representative.Length; row++)
            {
                var found = Unsafe.Add(ref slot, Unsafe.Add(ref place, row));
                representative[row] = found;
                Unsafe.Add(ref waiting, left) = row;
                var difference = (Unsafe.Add(ref word, found * 2) ^ Unsafe.Add(ref word, row * 2))
                    | (Unsafe.Add(ref word, (found * 2) + 1) ^ Unsafe.Add(ref word, (row * 2) + 1));
                left += difference == 0 ? 0 : 1;
            }

            return left;
        }
    }

    private int FindWide(ReadOnlySpan<ulong> words, int wordsPerRow, int slotBits, Span<int> representative)
    {
        for (var row = 0; row < representative.Length; row++)
        {
            pending[row] = row;
        }

        return FindPending(words, wordsPerRow, slotBits, multiplier, representative.Length, representative);
    }

    private int FindPending(ReadOnlySpan<ulong> words, int wordsPerRow, int slotBits, ulong round, int count, Span<int> representative)
    {
        var rows = pending.AsSpan(0, count);
        foreach (var row in rows)
        {
            var slot = (int)(Hash(words.Slice(row * wordsPerRow, wordsPerRow), round) >> (64 - slotBits));
            slotOf[row] = slot;
            slots[slot] = row;
        }

        var left = 0;
        foreach (var row in rows)
        {
            var found = slots[slotOf[row]];
            representative[row] = found;
            pending[left] = row;
            var equal = found == row
                || words.Slice(row * wordsPerRow, wordsPerRow).SequenceEqual(words.Slice(found * wordsPerRow, wordsPerRow));
            left += equal ? 0 : 1;
        }

        return left;
    }
}
