using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Edge.Information.Codes;

namespace Edge.Information.Exact;

/// <summary>
/// The entropies of the layers of a deterministic network on rows that count once each, for at most two labels. One layer, the pivot, is
/// measured on all rows. Each layer behind it is a function of its code, so there one row stands for each class of the layer before, with the
/// class's counts; in each layer in front of it a row that was alone in its class is alone again, adds 1 log2(1) = 0 to every sum and is
/// left out. Which layer is the pivot changes no number; it is chosen from the classes found in the call before, so that least is to be done.
/// </summary>
internal sealed class BinaryLabelChain
{
    private const int HalfBits = 32;

    private readonly IntegerMeasure measure;
    private readonly RowClassifier classifier;
    private readonly int rows;
    private readonly ulong[] weighted;

    // A row's count: 1 in the half of its label. Two counts in one word, the second label's in the upper half.
    private readonly ulong[] unitOf;
    private readonly int[] representative;
    private readonly ulong[] counts;
    private readonly int[] members;
    private readonly ulong[] memberCounts;
    private readonly int[] active;
    private ulong[] gathered;
    private long[] classesBefore = [];

    /// <summary>A workspace.</summary>
    /// <param name="population">Rows with at most two labels.</param>
    /// <param name="measure">The measure in which every row counts once.</param>
    /// <param name="table">Its table.</param>
    /// <param name="classifier">A classifier for as many rows.</param>
    public BinaryLabelChain(Population population, IntegerMeasure measure, CountTable table, RowClassifier classifier)
    {
        this.measure = measure;
        this.classifier = classifier;
        rows = population.Rows;
        weighted = table.Weighted;
        unitOf = Array.ConvertAll(population.LabelOf, label => 1UL << (label * HalfBits));
        representative = new int[rows];
        counts = new ulong[rows];
        members = new int[rows];
        memberCounts = new ulong[rows];
        active = new int[rows];
        gathered = new ulong[rows];
    }

    /// <summary>What a layer came to.</summary>
    /// <param name="Entropy">H(T) in units of 2^-56 bit.</param>
    /// <param name="LabelJoint">H(T,Y) in units of 2^-56 bit.</param>
    /// <param name="Distinct">Number of distinct code words.</param>
    public readonly record struct Result(long Entropy, long LabelJoint, int Distinct);

    /// <summary>Measures a network.</summary>
    /// <param name="layers">Its layers from the input on, on all rows.</param>
    /// <param name="results">Receives one result per layer.</param>
    public void Measure(ReadOnlySpan<PackedCodes> layers, Span<Result> results)
    {
        if (classesBefore.Length != layers.Length)
        {
            classesBefore = new long[layers.Length];
            Array.Fill(classesBefore, rows);
        }

        int pivot = Pivot();
        PackedCodes codes = layers[pivot];
        Span<int> representatives = representative.AsSpan(0, rows);
        classifier.FindRepresentatives(codes.Words, codes.WordsPerRow, codes.RowBits, representatives);
        Count(representatives, unitOf);
        int classes = Sum(rows, null, out results[pivot]);
        MeasureInFront(layers, pivot, classes, results);
        for (int l = pivot + 1; l < layers.Length; l++)
        {
            codes = layers[l];
            representatives = representative.AsSpan(0, classes);
            classifier.FindRepresentatives(Gather(codes, members.AsSpan(0, classes)), codes.WordsPerRow, codes.RowBits, representatives);
            Count(representatives, memberCounts);
            classes = Sum(classes, members, out results[l]);
        }

        for (int l = 0; l < layers.Length; l++)
        {
            classesBefore[l] = results[l].Distinct;
        }
    }

    private void MeasureInFront(ReadOnlySpan<PackedCodes> layers, int pivot, int classes, Span<Result> results)
    {
        int left = rows;
        bool all = true;
        for (int l = pivot - 1; l >= 0; l--)
        {
            // Rows alone are at most as many as classes; where those are few, looking for them is not worth it.
            if (classes * 2L >= left)
            {
                left = DropAlone(left, all);
                all = false;
            }

            PackedCodes codes = layers[l];
            Span<int> representatives = representative.AsSpan(0, left);
            ReadOnlySpan<int> rowsLeft = active.AsSpan(0, left);
            classifier.FindRepresentatives(all ? codes.Words : Gather(codes, rowsLeft), codes.WordsPerRow, codes.RowBits, representatives);
            if (all)
            {
                Count(representatives, unitOf);
            }
            else
            {
                CountRows(representatives, rowsLeft);
            }

            classes = SumOnly(left, out results[l]);
            results[l] = results[l] with { Distinct = rows - left + classes };
        }
    }

    /// <summary>The layer from which the fewest rows have to be looked at, by the classes of the call before.</summary>
    private int Pivot()
    {
        int best = 0;
        long least = long.MaxValue;
        for (int pivot = 0; pivot < classesBefore.Length; pivot++)
        {
            long cost = 0;
            for (int l = pivot + 1; l < classesBefore.Length; l++)
            {
                cost += classesBefore[l - 1];
            }

            // With C classes at least rows - C and at most 2 (rows - C) rows share theirs.
            for (int l = 0; l < pivot; l++)
            {
                cost += Math.Min(rows, (rows - classesBefore[l + 1]) * 3 / 2);
            }

            if (cost < least)
            {
                least = cost;
                best = pivot;
            }
        }

        return best;
    }

    private int DropAlone(int left, bool all)
    {
        int kept = 0;
        for (int i = 0; i < left; i++)
        {
            ulong pair = counts[representative[i]];
            active[kept] = all ? i : active[i];
            kept += unchecked((uint)pair + (uint)(pair >> HalfBits)) == 1 ? 0 : 1;
        }

        return kept;
    }

    private ReadOnlySpan<ulong> Gather(PackedCodes codes, ReadOnlySpan<int> wanted)
    {
        int width = codes.WordsPerRow;
        if (gathered.Length < (long)wanted.Length * width)
        {
            gathered = new ulong[rows * width];
        }

        ReadOnlySpan<ulong> source = codes.Words;
        ulong[] target = gathered;
        if (width == 1)
        {
            for (int i = 0; i < wanted.Length; i++)
            {
                target[i] = source[wanted[i]];
            }

            return target;
        }

        for (int i = 0; i < wanted.Length; i++)
        {
            source.Slice(wanted[i] * width, width).CopyTo(target.AsSpan(i * width, width));
        }

        return target;
    }

    // Representatives are below the number of rows by construction, hence no bounds checks in these loops.
    private void Count(ReadOnlySpan<int> representatives, ulong[] unit)
    {
        counts.AsSpan(0, representatives.Length).Clear();
        ref ulong count = ref MemoryMarshal.GetArrayDataReference(counts);
        ref ulong one = ref MemoryMarshal.GetArrayDataReference(unit);
        for (int i = 0; i < representatives.Length; i++)
        {
            unchecked
            {
                Unsafe.Add(ref count, representatives[i]) += Unsafe.Add(ref one, i);
            }
        }
    }

    private void CountRows(ReadOnlySpan<int> representatives, ReadOnlySpan<int> wanted)
    {
        counts.AsSpan(0, representatives.Length).Clear();
        for (int i = 0; i < representatives.Length; i++)
        {
            unchecked
            {
                counts[representatives[i]] += unitOf[wanted[i]];
            }
        }
    }

    /// <summary>Sums n log2(n) over the classes counted and makes them the members of the layers behind.</summary>
    /// <param name="length">Rows, or members, counted.</param>
    /// <param name="rowOf">The row of each member; null where rows were counted.</param>
    /// <param name="result">The layer's entropies.</param>
    /// <returns>Number of classes.</returns>
    private int Sum(int length, int[]? rowOf, out Result result)
    {
        ref ulong weight = ref MemoryMarshal.GetArrayDataReference(weighted);
        ulong sum = 0, joint = 0;
        int classes = 0;
        for (int i = 0; i < length; i++)
        {
            unchecked
            {
                ulong pair = counts[i];
                uint first = (uint)pair;
                uint second = (uint)(pair >> HalfBits);
                sum += Unsafe.Add(ref weight, (nint)(first + second));
                joint += Unsafe.Add(ref weight, (nint)first) + Unsafe.Add(ref weight, (nint)second);
                members[classes] = rowOf is null ? i : rowOf[i];
                memberCounts[classes] = pair;
                classes += pair == 0 ? 0 : 1;
            }
        }

        result = new Result(measure.FromSum(sum), measure.FromSum(joint), classes);
        return classes;
    }

    private int SumOnly(int length, out Result result)
    {
        ref ulong weight = ref MemoryMarshal.GetArrayDataReference(weighted);
        ulong sum = 0, joint = 0;
        int classes = 0;
        foreach (ulong pair in counts.AsSpan(0, length))
        {
            unchecked
            {
                uint first = (uint)pair;
                uint second = (uint)(pair >> HalfBits);
                sum += Unsafe.Add(ref weight, (nint)(first + second));
                joint += Unsafe.Add(ref weight, (nint)first) + Unsafe.Add(ref weight, (nint)second);
                classes += pair == 0 ? 0 : 1;
            }
        }

        result = new Result(measure.FromSum(sum), measure.FromSum(joint), classes);
        return classes;
    }
}
