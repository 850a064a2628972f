using System.Runtime.InteropServices;
using System.Runtime.CompilerServices;

namespace Edge.Information.Exact;

/// <summary>
/// Counts the rows of a class by label, for several sets of rows at once. A row counts 1 in one lane of a word, and adding words adds all lanes.
/// One set has a lane of 32 bits for each of two labels. Several sets cut the rows into at most two parts (training and test rows, of which
/// all rows are both), with a lane of 16 bits for each part and label; a set is the sum of its parts.
/// </summary>
internal sealed class RowSetCounts
{
    private const int MostParts = 2;
    private readonly IntegerMeasure[] measures;
    private readonly ulong[][] weighted;
    private readonly ulong[] masks;
    private readonly int[] rowsOf;
    private readonly bool quarters;
    private readonly ulong[] listed;

    private RowSetCounts(ulong[] units, ulong[] masks, int[] rowsOf, bool quarters)
    {
        Units = units;
        this.masks = masks;
        this.rowsOf = rowsOf;
        this.quarters = quarters;
        listed = quarters ? new ulong[units.Length] : [];
        Ones = quarters ? 0x0001_0001_0001_0001UL : 0x0000_0001_0000_0001UL;
        measures = Array.ConvertAll(rowsOf, rows => new IntegerMeasure(null, rows));
        weighted = Array.ConvertAll(measures, measure => measure.Table!.Weighted);
    }

    /// <summary>What each row counts; 0 for a row of no set.</summary>
    public ulong[] Units { get; }

    /// <summary>The lowest bit of every lane.</summary>
    public ulong Ones { get; }

    /// <summary>Number of sets.</summary>
    public int Sets => masks.Length;

    /// <summary>Prepares sets of rows.</summary>
    /// <param name="labels">Label of each of all rows.</param>
    /// <param name="rowSets">The sets, each with rows.</param>
    /// <returns>Null where the rows have more than two labels, are too many, or are cut into more parts.</returns>
    public static RowSetCounts? Of(ReadOnlySpan<int> labels, IReadOnlyList<int[]> rowSets)
    {
        int other = labels.IndexOfAnyExcept(labels[0]);
        if (other >= 0 && labels.ContainsAnyExcept(labels[0], labels[other]))
        {
            return null;
        }

        // Which sets a row is of, bit by bit: rows of equal patterns are a part.
        int[] setsOf = new int[labels.Length];
        for (int set = 0; set < rowSets.Count; set++)
        {
            foreach (int row in rowSets[set])
            {
                setsOf[row] |= 1 << set;
            }
        }

        int[] parts = [.. setsOf.Distinct().Where(sets => sets != 0).Order()];
        bool quarters = parts.Length > 1;
        int most = quarters ? ushort.MaxValue : CountTable.TotalLimit - 1;
        if (parts.Length > MostParts || labels.Length > most)
        {
            return null;
        }

        int lane = quarters ? 16 : 32;
        ulong[] units = new ulong[labels.Length];
        for (int row = 0; row < units.Length; row++)
        {
            int part = Array.IndexOf(parts, setsOf[row]);
            units[row] = part < 0 ? 0 : 1UL << (lane * ((2 * part) + (labels[row] == labels[0] ? 0 : 1)));
        }

        ulong[] masks = new ulong[rowSets.Count];
        for (int set = 0; set < masks.Length; set++)
        {
            for (int part = 0; part < parts.Length; part++)
            {
                bool isOf = (parts[part] >> set & 1) == 1;
                masks[set] |= !isOf ? 0 : quarters ? (ulong)uint.MaxValue << (part * 32) : ulong.MaxValue;
            }
        }

        return new RowSetCounts(units, masks, [.. rowSets.Select(rows => rows.Length)], quarters);
    }

    /// <summary>Entropies of a layer from its classes, for every set.</summary>
    /// <param name="counts">
    /// What its classes count, with zeros between. Rows that are not counted in them are each alone in a class and add 1 log2(1) = 0.
    /// </param>
    /// <param name="results">Receives one result per set.</param>
    /// <returns>Number of classes.</returns>
    public int Sum(ReadOnlySpan<ulong> counts, Span<ChainResult> results)
    {
        if (quarters)
        {
            int classes = List(counts, [], [], listed);
            SumListed(listed.AsSpan(0, classes), results);
            return classes;
        }

        return SumHalves(counts, results);
    }

    /// <summary>The same, and lists the classes.</summary>
    /// <param name="counts">What the classes count, with zeros between.</param>
    /// <param name="rowOf">The row of each count; empty where that is its place.</param>
    /// <param name="rows">Receives the row of each class; may be <paramref name="rowOf"/>.</param>
    /// <param name="classes">Receives what each class counts.</param>
    /// <param name="results">Receives one result per set.</param>
    /// <returns>Number of classes.</returns>
    public int Sum(ReadOnlySpan<ulong> counts, ReadOnlySpan<int> rowOf, int[] rows, ulong[] classes, Span<ChainResult> results)
    {
        if (masks.Length == 1 && !quarters)
        {
            return ListHalves(counts, rowOf, rows, classes, results);
        }

        int number = List(counts, rowOf, rows, classes);
        if (quarters)
        {
            SumListed(classes.AsSpan(0, number), results);
        }
        else
        {
            SumHalves(classes.AsSpan(0, number), results);
        }

        return number;
    }

    // Lists are as long as the counts or longer.
    private static int List(ReadOnlySpan<ulong> counts, ReadOnlySpan<int> rowOf, Span<int> rows, ulong[] classes)
    {
        unchecked
        {
            ref ulong count = ref MemoryMarshal.GetReference(counts);
            ref ulong listed = ref MemoryMarshal.GetArrayDataReference(classes);
            ref int row = ref MemoryMarshal.GetReference(rows);
            ref int before = ref MemoryMarshal.GetReference(rowOf);
            int number = 0;
            if (rows.IsEmpty)
            {
                for (int i = 0; i < counts.Length; i++)
                {
                    ulong here = Unsafe.Add(ref count, i);
                    Unsafe.Add(ref listed, number) = here;
                    number += here == 0 ? 0 : 1;
                }
            }
            else if (rowOf.IsEmpty)
            {
                for (int i = 0; i < counts.Length; i++)
                {
                    ulong here = Unsafe.Add(ref count, i);
                    Unsafe.Add(ref listed, number) = here;
                    Unsafe.Add(ref row, number) = i;
                    number += here == 0 ? 0 : 1;
                }
            }
            else
            {
                for (int i = 0; i < counts.Length; i++)
                {
                    ulong here = Unsafe.Add(ref count, i);
                    Unsafe.Add(ref listed, number) = here;
                    Unsafe.Add(ref row, number) = Unsafe.Add(ref before, i);
                    number += here == 0 ? 0 : 1;
                }
            }

            return number;
        }
    }

    // Lists and sums in one pass.
    private int ListHalves(ReadOnlySpan<ulong> counts, ReadOnlySpan<int> rowOf, int[] rows, ulong[] classes, Span<ChainResult> results)
    {
        unchecked
        {
            ref ulong weight = ref MemoryMarshal.GetArrayDataReference(weighted[0]);
            ref ulong count = ref MemoryMarshal.GetReference(counts);
            ref ulong listedCount = ref MemoryMarshal.GetArrayDataReference(classes);
            ref int row = ref MemoryMarshal.GetArrayDataReference(rows);
            ref int before = ref MemoryMarshal.GetReference(rowOf);
            bool all = rowOf.IsEmpty;
            ulong sum = 0, joint = 0, counted = 0;
            nint number = 0;
            nint places = counts.Length;
            for (nint i = 0; i < places; i++)
            {
                ulong pair = Unsafe.Add(ref count, i);
                uint first = (uint)pair;
                uint second = (uint)(pair >> 32);
                sum += Unsafe.Add(ref weight, (nint)(first + second));
                joint += Unsafe.Add(ref weight, (nint)first) + Unsafe.Add(ref weight, (nint)second);
                counted += pair;
                Unsafe.Add(ref row, number) = all ? (int)i : Unsafe.Add(ref before, i);
                Unsafe.Add(ref listedCount, number) = pair;
                number += pair == 0 ? 0 : 1;
            }

            results[0] = Result(0, sum, joint, (int)number, (uint)counted + (counted >> 32));
            return (int)number;
        }
    }

    private int SumHalves(ReadOnlySpan<ulong> counts, Span<ChainResult> results)
    {
        unchecked
        {
            int classes = 0;
            for (int set = 0; set < masks.Length; set++)
            {
                ref ulong weight = ref MemoryMarshal.GetArrayDataReference(weighted[set]);
                ulong sum = 0, joint = 0, counted = 0;
                classes = 0;
                foreach (ulong pair in counts)
                {
                    uint first = (uint)pair;
                    uint second = (uint)(pair >> 32);
                    sum += Unsafe.Add(ref weight, (nint)(first + second));
                    joint += Unsafe.Add(ref weight, (nint)first) + Unsafe.Add(ref weight, (nint)second);
                    counted += pair;
                    classes += pair == 0 ? 0 : 1;
                }

                results[set] = Result(set, sum, joint, classes, (uint)counted + (counted >> 32));
            }

            return classes;
        }
    }

    private void SumListed(ReadOnlySpan<ulong> classes, Span<ChainResult> results)
    {
        unchecked
        {
            for (int set = 0; set < masks.Length; set++)
            {
                ref ulong weight = ref MemoryMarshal.GetArrayDataReference(weighted[set]);
                ulong mask = masks[set];
                ulong sum = 0, joint = 0, counted = 0;
                int distinct = 0;
                foreach (ulong all in classes)
                {
                    // Both parts of a label together stay below 2^16.
                    ulong four = all & mask;
                    uint pair = (uint)four + (uint)(four >> 32);
                    nint first = (nint)(pair & 0xFFFF);
                    nint second = (nint)(pair >> 16);
                    sum += Unsafe.Add(ref weight, first + second);
                    joint += Unsafe.Add(ref weight, first) + Unsafe.Add(ref weight, second);
                    counted += (ulong)(first + second);
                    distinct += pair == 0 ? 0 : 1;
                }

                results[set] = Result(set, sum, joint, distinct, counted);
            }
        }
    }

    private ChainResult Result(int set, ulong sum, ulong joint, int distinct, ulong counted) => new(
        measures[set].FromTableSum(sum), measures[set].FromTableSum(joint), rowsOf[set] - (int)counted + distinct);
}
