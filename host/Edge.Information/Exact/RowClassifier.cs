using System.Numerics;

namespace Edge.Information.Exact;

/// <summary>
/// Numbers the distinct rows of packed words: equal rows get equal classes, 0, 1, 2, ... in the order of first appearance. Open addressing
/// with linear probing; on every hit the words themselves are compared, so that a collision of hashes costs time and never changes a result.
/// The workspace is kept between calls; nothing is allocated per call.
/// </summary>
internal sealed class RowClassifier
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    private readonly ulong multiplier;
    private readonly int[] slots;
    private readonly int[] firstRow;
    private readonly ulong[] keys;

    /// <summary>A workspace for up to <paramref name="capacity"/> rows.</summary>
    /// <param name="capacity">Most rows of one call, 1 or more.</param>
    /// <param name="multiplier">Odd multiplier of the hash. Any other number, even 0 (all rows collide), gives the same classes, slower.</param>
    public RowClassifier(int capacity, ulong multiplier = GoldenRatio)
    {
        this.multiplier = multiplier;
        slots = new int[SlotsFor(capacity)];
        firstRow = new int[capacity];
        keys = new ulong[capacity];
    }

    /// <summary>Numbers the distinct rows.</summary>
    /// <param name="words">Row-major, rows x <paramref name="wordsPerRow"/>.</param>
    /// <param name="wordsPerRow">Words of a row, 1 or more.</param>
    /// <param name="rowBits">Bits of a row that may be set: 64 * wordsPerRow, or fewer where the rest is known to be zero.</param>
    /// <param name="classOf">Receives the class of each row; its length is the number of rows, at most the capacity.</param>
    /// <returns>Number of classes.</returns>
    public int Classify(ReadOnlySpan<ulong> words, int wordsPerRow, int rowBits, Span<int> classOf)
    {
        var slotCount = SlotsFor(classOf.Length);
        if (rowBits < 31 && 1 << rowBits <= slotCount)
        {
            return ClassifyByValue(words, slots.AsSpan(0, 1 << rowBits), classOf);
        }

        var table = slots.AsSpan(0, slotCount);
        table.Clear();
        return wordsPerRow switch
        {
            1 => ClassifyWords(words, table, classOf),
            2 => ClassifyPairs(words, table, classOf),
            _ => ClassifyRows(words, wordsPerRow, table, classOf),
        };
    }

    private static int SlotsFor(int rows) => checked((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(rows, 8)) * 2);

    private static int ClassifyByValue(ReadOnlySpan<ulong> words, Span<int> table, Span<int> classOf)
    {
        table.Clear();
        var classes = 0;
        for (var row = 0; row < classOf.Length; row++)
        {
            ref var slot = ref table[(int)words[row]];
            if (slot == 0)
            {
                slot = ++classes;
            }

            classOf[row] = slot - 1;
        }

        return classes;
    }

    private int ClassifyWords(ReadOnlySpan<ulong> words, Span<int> table, Span<int> classOf)
    {
        unchecked
        {
            var classes = 0;
            var shift = 64 - BitOperations.Log2((uint)table.Length);
            for (var row = 0; row < classOf.Length; row++)
            {
                var word = words[row];
                var slot = (int)((word * multiplier) >> shift);
                while (true)
                {
                    var found = table[slot] - 1;
                    if (found < 0)
                    {
                        keys[classes] = word;
                        classOf[row] = classes;
                        table[slot] = ++classes;
                        break;
                    }

                    if (keys[found] == word)
                    {
                        classOf[row] = found;
                        break;
                    }

                    slot = (slot + 1) & (table.Length - 1);
                }
            }

            return classes;
        }
    }

    private int ClassifyPairs(ReadOnlySpan<ulong> words, Span<int> table, Span<int> classOf)
    {
        unchecked
        {
            var classes = 0;
            var shift = 64 - BitOperations.Log2((uint)table.Length);
            for (var row = 0; row < classOf.Length; row++)
            {
                var low = words[row * 2];
                var high = words[(row * 2) + 1];
                var slot = (int)(((BitOperations.RotateLeft(low * multiplier, 32) ^ high) * multiplier) >> shift);
                while (true)
                {
                    var found = table[slot] - 1;
                    if (found < 0)
                    {
                        keys[classes] = low;
                        firstRow[classes] = row;
                        classOf[row] = classes;
                        table[slot] = ++classes;
                        break;
                    }

                    if (keys[found] == low && words[(firstRow[found] * 2) + 1] == high)
                    {
                        classOf[row] = found;
                        break;
                    }

                    slot = (slot + 1) & (table.Length - 1);
                }
            }

            return classes;
        }
    }

    private int ClassifyRows(ReadOnlySpan<ulong> words, int wordsPerRow, Span<int> table, Span<int> classOf)
    {
        unchecked
        {
            var classes = 0;
            var shift = 64 - BitOperations.Log2((uint)table.Length);
            for (var row = 0; row < classOf.Length; row++)
            {
                var key = words.Slice(row * wordsPerRow, wordsPerRow);
                var hash = 0UL;
                foreach (var word in key)
                {
                    hash = BitOperations.RotateLeft((hash ^ word) * multiplier, 32);
                }

                hash *= multiplier;
                var slot = (int)(hash >> shift);
                while (true)
                {
                    var found = table[slot] - 1;
                    if (found < 0)
                    {
                        keys[classes] = hash;
                        firstRow[classes] = row;
                        classOf[row] = classes;
                        table[slot] = ++classes;
                        break;
                    }

                    if (keys[found] == hash && key.SequenceEqual(words.Slice(firstRow[found] * wordsPerRow, wordsPerRow)))
                    {
                        classOf[row] = found;
                        break;
                    }

                    slot = (slot + 1) & (table.Length - 1);
                }
            }

            return classes;
        }
    }
}
