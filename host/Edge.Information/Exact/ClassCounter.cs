using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Edge.Information.Exact;

/// <summary>
/// Counts rows per class, and per class and label, of rows that count once each. The sums of n log2(n) grow with each row by
/// (n + 1) log2(n + 1) - n log2(n), n the rows counted so far: in fixed point that is exact, and saves a pass over the classes.
/// </summary>
internal sealed class ClassCounter
{
    private const int LabelBits = 5;

    private readonly int labels;
    private readonly ulong[] steps;

    // Two labels: the counts of both in one word per class, the second in the upper half. More labels: an array each.
    private readonly ulong[] pairs;
    private readonly int[] counts;
    private readonly int[] jointCounts;

    /// <summary>A workspace.</summary>
    /// <param name="rows">Most rows of one call.</param>
    /// <param name="labels">Number of labels.</param>
    /// <param name="table">n log2(n) for the counts up to <paramref name="rows"/>.</param>
    public ClassCounter(int rows, int labels, CountTable table)
    {
        this.labels = labels;
        steps = table.Steps;
        pairs = labels <= 2 ? new ulong[rows] : [];
        counts = labels <= 2 ? [] : new int[rows];
        jointCounts = labels <= 2 ? [] : new int[rows * labels];
    }

    /// <summary>Counts.</summary>
    /// <param name="representative">For each row the row that represents its class, below the number of rows.</param>
    /// <param name="labelOf">Label of each row, below the number of labels; as many as rows.</param>
    /// <param name="sum">Sum of n log2(n) over the classes, in the units of the table.</param>
    /// <param name="jointSum">The same over classes and labels.</param>
    /// <returns>Number of classes.</returns>
    public int Count(ReadOnlySpan<int> representative, ReadOnlySpan<int> labelOf, out ulong sum, out ulong jointSum) =>
        labels <= 2 ? CountPairs(representative, labelOf, out sum, out jointSum) : CountArrays(representative, labelOf, out sum, out jointSum);

    /// <summary>How many classes of the last count have one row.</summary>
    /// <param name="rows">Number of rows of the last count.</param>
    public int CountAlone(int rows) =>
        labels <= 2 ? pairs.AsSpan(0, rows).Count(1UL) + pairs.AsSpan(0, rows).Count(1UL << 32) : counts.AsSpan(0, rows).Count(1);

    /// <summary>True where the class of the last count that a row represents has one row.</summary>
    /// <param name="representative">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAlone(int representative) =>
        labels <= 2 ? unchecked((uint)pairs[representative]) + (pairs[representative] >> 32) == 1 : counts[representative] == 1;

    // Representatives and labels are in range by construction, hence no bounds checks in these loops.
    private int CountPairs(ReadOnlySpan<int> representative, ReadOnlySpan<int> labelOf, out ulong sum, out ulong jointSum)
    {
        pairs.AsSpan(0, representative.Length).Clear();
        ref var step = ref MemoryMarshal.GetArrayDataReference(steps);
        ref var pair = ref MemoryMarshal.GetArrayDataReference(pairs);
        ref var rowLabel = ref MemoryMarshal.GetReference(labelOf);
        ulong total = 0, jointTotal = 0;
        unchecked
        {
            for (var i = 0; i < representative.Length; i++)
            {
                // Shifting by 0 or 32 picks the label's half without a branch.
                var shift = Unsafe.Add(ref rowLabel, i) << LabelBits;
                ref var place = ref Unsafe.Add(ref pair, representative[i]);
                var counted = place;
                place = counted + (1UL << shift);
                total += Unsafe.Add(ref step, (nint)((uint)counted + (counted >> 32)));
                jointTotal += Unsafe.Add(ref step, (nint)(uint)(counted >> shift));
            }
        }

        sum = total;
        jointSum = jointTotal;
        return representative.Length - pairs.AsSpan(0, representative.Length).Count(0UL);
    }

    private int CountArrays(ReadOnlySpan<int> representative, ReadOnlySpan<int> labelOf, out ulong sum, out ulong jointSum)
    {
        counts.AsSpan(0, representative.Length).Clear();
        jointCounts.AsSpan(0, representative.Length * labels).Clear();
        ref var step = ref MemoryMarshal.GetArrayDataReference(steps);
        ref var count = ref MemoryMarshal.GetArrayDataReference(counts);
        ref var jointCount = ref MemoryMarshal.GetArrayDataReference(jointCounts);
        ref var rowLabel = ref MemoryMarshal.GetReference(labelOf);
        ulong total = 0, jointTotal = 0;
        unchecked
        {
            for (var i = 0; i < representative.Length; i++)
            {
                var row = representative[i];
                total += Unsafe.Add(ref step, Unsafe.Add(ref count, row)++);
                jointTotal += Unsafe.Add(ref step, Unsafe.Add(ref jointCount, (row * labels) + Unsafe.Add(ref rowLabel, i))++);
            }
        }

        sum = total;
        jointSum = jointTotal;
        return representative.Length - counts.AsSpan(0, representative.Length).Count(0);
    }
}
