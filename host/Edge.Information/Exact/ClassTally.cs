using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Edge.Information.Exact;

/// <summary>
/// Finds the classes of equal rows, as <see cref="RowClassifier"/> does, and adds up what the rows of each count. The workspace is kept
/// between calls; nothing is allocated per call.
/// </summary>
internal abstract class ClassTally
{
    /// <summary>For up to <paramref name="capacity"/> rows: slots of 16 bits where these can number the rows, for the sake of the cache.</summary>
    /// <param name="capacity">Most rows of one call, 1 or more.</param>
    /// <param name="multiplier">Multiplier of the hash; any number gives the same classes.</param>
    public static ClassTally For(int capacity, ulong multiplier = RowClassifier.GoldenRatio) =>
        capacity <= 1 << 16 ? new ClassTally<ushort>(capacity, multiplier) : new ClassTally<int>(capacity, multiplier);

    /// <summary>For each row the row that represents its class: the same for equal rows, and itself for one of them.</summary>
    public abstract int[] Representatives { get; }

    /// <summary>What the rows of a class count together, at the row that represents it; 0 at all other rows.</summary>
    public abstract ulong[] Counts { get; }

    /// <summary>Finds the classes.</summary>
    /// <param name="words">Row-major, rows x <paramref name="wordsPerRow"/>.</param>
    /// <param name="wordsPerRow">Words of a row, 1 or more.</param>
    /// <param name="rowBits">Bits of a row that may be set.</param>
    /// <param name="units">What each row counts; its length is the number of rows, at most the capacity.</param>
    public abstract void Count(ReadOnlySpan<ulong> words, int wordsPerRow, int rowBits, ReadOnlySpan<ulong> units);
}

/// <inheritdoc/>
/// <typeparam name="TSlot">Numbers the rows.</typeparam>
internal sealed class ClassTally<TSlot> : ClassTally
    where TSlot : unmanaged, IBinaryInteger<TSlot>
{
    private readonly ulong multiplier;
    private readonly TSlot[] slots;
    private readonly int[] slotOf;
    private readonly int[] pending;

    /// <summary>A workspace.</summary>
    public ClassTally(int capacity, ulong multiplier)
    {
        this.multiplier = multiplier;
        slots = new TSlot[RowClassifier.SlotsFor(capacity)];
        slotOf = new int[capacity];
        pending = new int[capacity];
        Representatives = new int[capacity];
        Counts = new ulong[capacity];
    }

    /// <inheritdoc/>
    public override int[] Representatives { get; }

    /// <inheritdoc/>
    public override ulong[] Counts { get; }

    /// <inheritdoc/>
    public override void Count(ReadOnlySpan<ulong> words, int wordsPerRow, int rowBits, ReadOnlySpan<ulong> units)
    {
        int rows = units.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, pending.Length, nameof(units));
        ArgumentOutOfRangeException.ThrowIfLessThan(words.Length, (long)rows * wordsPerRow, nameof(words));
        int shift = 64 - BitOperations.Log2((uint)RowClassifier.SlotsFor(rows));
        Counts.AsSpan(0, rows).Clear();
        int left = wordsPerRow switch
        {
            // With a slot for every value, the value is the slot.
            1 => rowBits <= 64 - shift ? FindWords(words, units, 1, 0) : FindWords(words, units, multiplier, shift),
            2 => FindPairs(words, units, shift),
            _ => FindNone(rows),
        };
        for (ulong round = unchecked(multiplier * RowClassifier.RoundFactor); left > 0; round = unchecked(round * RowClassifier.RoundFactor))
        {
            left = wordsPerRow == 1
                ? FindPendingWords(words, units, shift, round, left)
                : FindPending(words, units, wordsPerRow, shift, round, left);
        }
    }

    // References instead of spans where the compiler can't see that an index is in range: a slot is below the number of slots by its shift,
    // a row read from a slot was written there just before, and representatives are below the number of rows. A row counts where it is found
    // equal to its representative: 0 or all bits of its unit, since a branch would be taken by chance.
    private int FindWords(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> units, ulong factor, int shift)
    {
        unchecked
        {
            ref TSlot slot = ref MemoryMarshal.GetArrayDataReference(slots);
            ref ulong word = ref MemoryMarshal.GetReference(words);
            ref ulong unit = ref MemoryMarshal.GetReference(units);
            ref ulong count = ref MemoryMarshal.GetArrayDataReference(Counts);
            ref int representative = ref MemoryMarshal.GetArrayDataReference(Representatives);
            ref int waiting = ref MemoryMarshal.GetArrayDataReference(pending);
            nint rows = units.Length;
            for (nint row = 0; row < rows; row++)
            {
                Unsafe.Add(ref slot, (nint)((Unsafe.Add(ref word, row) * factor) >> shift)) = TSlot.CreateTruncating((int)row);
            }

            nint left = 0;
            for (nint row = 0; row < rows; row++)
            {
                ulong key = Unsafe.Add(ref word, row);
                nint found = nint.CreateTruncating(Unsafe.Add(ref slot, (nint)((key * factor) >> shift)));
                nint missed = Unsafe.Add(ref word, found) == key ? 0 : 1;
                Unsafe.Add(ref representative, row) = (int)found;
                Unsafe.Add(ref waiting, left) = (int)row;
                Unsafe.Add(ref count, found) += Unsafe.Add(ref unit, row) & (ulong)(missed - 1);
                left += missed;
            }

            return (int)left;
        }
    }

    private int FindPairs(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> units, int shift)
    {
        unchecked
        {
            ref TSlot slot = ref MemoryMarshal.GetArrayDataReference(slots);
            ref ulong word = ref MemoryMarshal.GetReference(words);
            ref ulong unit = ref MemoryMarshal.GetReference(units);
            ref ulong count = ref MemoryMarshal.GetArrayDataReference(Counts);
            ref int representative = ref MemoryMarshal.GetArrayDataReference(Representatives);
            ref int waiting = ref MemoryMarshal.GetArrayDataReference(pending);
            ref int place = ref MemoryMarshal.GetArrayDataReference(slotOf);
            nint rows = units.Length;
            for (nint row = 0; row < rows; row++)
            {
                ulong hash = RowClassifier.HashPair(Unsafe.Add(ref word, row * 2), Unsafe.Add(ref word, (row * 2) + 1), multiplier);
                Unsafe.Add(ref place, row) = (int)(hash >> shift);
                Unsafe.Add(ref slot, (nint)(hash >> shift)) = TSlot.CreateTruncating((int)row);
            }

            nint left = 0;
            for (nint row = 0; row < rows; row++)
            {
                nint found = nint.CreateTruncating(Unsafe.Add(ref slot, Unsafe.Add(ref place, row)));
                ulong difference = (Unsafe.Add(ref word, found * 2) ^ Unsafe.Add(ref word, row * 2))
                    | (Unsafe.Add(ref word, (found * 2) + 1) ^ Unsafe.Add(ref word, (row * 2) + 1));
                nint missed = difference == 0 ? 0 : 1;
                Unsafe.Add(ref representative, row) = (int)found;
                Unsafe.Add(ref waiting, left) = (int)row;
                Unsafe.Add(ref count, found) += Unsafe.Add(ref unit, row) & (ulong)(missed - 1);
                left += missed;
            }

            return (int)left;
        }
    }

    private int FindNone(int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            pending[row] = row;
        }

        return rows;
    }

    private int FindPendingWords(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> units, int shift, ulong round, int rows)
    {
        unchecked
        {
            ref TSlot slot = ref MemoryMarshal.GetArrayDataReference(slots);
            ref ulong word = ref MemoryMarshal.GetReference(words);
            ref ulong unit = ref MemoryMarshal.GetReference(units);
            ref ulong count = ref MemoryMarshal.GetArrayDataReference(Counts);
            ref int representative = ref MemoryMarshal.GetArrayDataReference(Representatives);
            ref int waiting = ref MemoryMarshal.GetArrayDataReference(pending);
            for (nint i = 0; i < rows; i++)
            {
                nint row = Unsafe.Add(ref waiting, i);
                Unsafe.Add(ref slot, (nint)((Unsafe.Add(ref word, row) * round) >> shift)) = TSlot.CreateTruncating((int)row);
            }

            nint left = 0;
            for (nint i = 0; i < rows; i++)
            {
                nint row = Unsafe.Add(ref waiting, i);
                ulong key = Unsafe.Add(ref word, row);
                nint found = nint.CreateTruncating(Unsafe.Add(ref slot, (nint)((key * round) >> shift)));
                nint missed = Unsafe.Add(ref word, found) == key ? 0 : 1;
                Unsafe.Add(ref representative, row) = (int)found;
                Unsafe.Add(ref waiting, left) = (int)row;
                Unsafe.Add(ref count, found) += Unsafe.Add(ref unit, row) & (ulong)(missed - 1);
                left += missed;
            }

            return (int)left;
        }
    }

    private int FindPending(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> units, int wordsPerRow, int shift, ulong round, int count)
    {
        Span<int> rows = pending.AsSpan(0, count);
        foreach (int row in rows)
        {
            int slot = (int)(RowClassifier.Hash(words.Slice(row * wordsPerRow, wordsPerRow), round) >> shift);
            slotOf[row] = slot;
            slots[slot] = TSlot.CreateTruncating(row);
        }

        int left = 0;
        foreach (int row in rows)
        {
            int found = int.CreateTruncating(slots[slotOf[row]]);
            Representatives[row] = found;
            pending[left] = row;
            bool equal = found == row
                || words.Slice(row * wordsPerRow, wordsPerRow).SequenceEqual(words.Slice(found * wordsPerRow, wordsPerRow));
            Counts[found] = unchecked(Counts[found] + (equal ? units[row] : 0));
            left += equal ? 0 : 1;
        }

        return left;
    }
}
