using Edge.Information.Codes;

namespace Edge.Information.Exact;

/// <summary>
/// The entropies of the layers of a deterministic network on rows that count once each, for at most two labels, on several sets of rows at once.
/// One layer, the pivot, is measured on all rows. Each layer behind it is a function of its code, so there one row stands for each class of the
/// layer before, with the class's counts; in each layer in front of it a row that was alone in its class is alone again, adds 1 log2(1) = 0 to
/// every sum and is left out. Which layer is the pivot changes no number; it is chosen from the classes found in the call before, so that least
/// is to be done.
/// </summary>
internal sealed class BinaryLabelChain
{
    private readonly RowSetCounts sets;
    private readonly ClassTally tally;
    private readonly int rows;
    private readonly int[] members;
    private readonly ulong[] memberCounts;
    private readonly int[] active;
    private readonly ulong[] activeUnits;
    private ulong[] gathered;
    private long[] classesBefore = [];

    /// <summary>A workspace.</summary>
    /// <param name="sets">The sets of rows.</param>
    /// <param name="multiplier">Multiplier of the hash, which changes no result.</param>
    public BinaryLabelChain(RowSetCounts sets, ulong multiplier = RowClassifier.GoldenRatio)
    {
        this.sets = sets;
        rows = sets.Units.Length;
        tally = ClassTally.For(rows, multiplier);
        members = new int[rows];
        memberCounts = new ulong[rows];
        active = new int[rows];
        activeUnits = new ulong[rows];
        gathered = new ulong[rows];
    }

    /// <summary>Measures a network.</summary>
    /// <param name="layers">Its layers from the input on, on all rows.</param>
    /// <param name="results">Receives [layers][sets].</param>
    public void Measure(ReadOnlySpan<PackedCodes> layers, Span<ChainResult> results)
    {
        if (classesBefore.Length != layers.Length)
        {
            classesBefore = new long[layers.Length];
            Array.Fill(classesBefore, rows);
        }

        int pivot = Pivot();
        PackedCodes codes = layers[pivot];
        tally.Count(codes.Words, codes.WordsPerRow, codes.RowBits, sets.Units);
        int classes = sets.Sum(tally.Counts.AsSpan(0, rows), [], members, memberCounts, results[(pivot * sets.Sets)..]);
        classesBefore[pivot] = classes;
        MeasureInFront(layers, pivot, classes, results);
        for (int l = pivot + 1; l < layers.Length; l++)
        {
            codes = layers[l];
            Span<int> rowOf = members.AsSpan(0, classes);
            tally.Count(Gather(codes, rowOf), codes.WordsPerRow, codes.RowBits, memberCounts.AsSpan(0, classes));
            ReadOnlySpan<ulong> counts = tally.Counts.AsSpan(0, classes);
            Span<ChainResult> found = results[(l * sets.Sets)..];
            classes = l + 1 < layers.Length ? sets.Sum(counts, rowOf, members, memberCounts, found) : sets.Sum(counts, found);
            classesBefore[l] = classes;
        }
    }

    private void MeasureInFront(ReadOnlySpan<PackedCodes> layers, int pivot, int classes, Span<ChainResult> results)
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
            ReadOnlySpan<ulong> words = all ? codes.Words : Gather(codes, active.AsSpan(0, left));
            tally.Count(words, codes.WordsPerRow, codes.RowBits, (all ? sets.Units : activeUnits).AsSpan(0, left));
            classes = sets.Sum(tally.Counts.AsSpan(0, left), results[(l * sets.Sets)..]);
            classesBefore[l] = rows - left + classes;
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

    // A class counts one row where it has one bit, the lowest of a lane; without any bit it is of rows that no set has.
    private int DropAlone(int left, bool all)
    {
        int[] representatives = tally.Representatives;
        ulong[] counts = tally.Counts;
        ulong[] units = all ? sets.Units : activeUnits;
        ulong more = ~sets.Ones;
        int kept = 0;
        unchecked
        {
            for (int i = 0; i < left; i++)
            {
                ulong count = counts[representatives[i]];
                active[kept] = all ? i : active[i];
                activeUnits[kept] = units[i];
                kept += ((count & more) | (count & (count - 1))) == 0 ? 0 : 1;
            }
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
}
