using Edge.Information.Codes;

namespace Edge.Information.Exact;

/// <summary>
/// The entropies of layers on rows that count once each, for few labels. Layers of a deterministic network are measured from the deepest up:
/// a row alone in its class adds 1 log2(1) = 0 to every sum, here and in every earlier layer, and can be dropped.
/// </summary>
internal sealed class LayerChain
{
    /// <summary>Most labels whose counts are kept as an array per class.</summary>
    public const int MaximumLabels = 16;

    private readonly IntegerMeasure measure;
    private readonly RowClassifier classifier;
    private readonly int rows;
    private readonly int[] allLabels;
    private readonly int[] representative;
    private readonly ClassCounter counter;
    private readonly int[] activeRows;
    private readonly int[] activeLabels;
    private ulong[] activeWords;
    private int active;
    private int classes;

    /// <summary>A workspace.</summary>
    /// <param name="population">Rows with at most <see cref="MaximumLabels"/> labels.</param>
    /// <param name="measure">The measure in which every row counts once.</param>
    /// <param name="table">Its table.</param>
    /// <param name="classifier">A classifier for as many rows.</param>
    public LayerChain(Population population, IntegerMeasure measure, CountTable table, RowClassifier classifier)
    {
        this.measure = measure;
        this.classifier = classifier;
        rows = population.Rows;
        allLabels = population.LabelOf;
        representative = new int[rows];
        counter = new ClassCounter(rows, population.LabelClasses, table);
        activeRows = new int[rows];
        activeLabels = new int[rows];
        activeWords = new ulong[rows];
    }

    /// <summary>For each row that took part in the last step, the row that represents its class.</summary>
    public ReadOnlySpan<int> Representatives => representative.AsSpan(0, active);

    /// <summary>Begins a network: all rows count.</summary>
    public void Start() => active = rows;

    /// <summary>Measures the next layer towards the input.</summary>
    /// <param name="codes">The layer's codes on all rows.</param>
    /// <param name="entropy">H(T) in units of 2^-56 bit.</param>
    /// <param name="labelJoint">H(T,Y) in units of 2^-56 bit.</param>
    /// <param name="distinct">Number of distinct code words.</param>
    public void Step(PackedCodes codes, out long entropy, out long labelJoint, out int distinct)
    {
        var words = active == rows ? codes.Words : Gather(codes);
        var labelOf = (active == rows ? allLabels : activeLabels).AsSpan(0, active);
        var representatives = representative.AsSpan(0, active);
        classifier.FindRepresentatives(words, codes.WordsPerRow, codes.RowBits, representatives);
        classes = counter.Count(representatives, labelOf, out var sum, out var jointSum);
        entropy = measure.FromSum(sum);
        labelJoint = measure.FromSum(jointSum);
        distinct = rows - active + classes;
    }

    /// <summary>Drops the rows that the last step found alone in their class, where they are enough to be worth it.</summary>
    public void DropAlone()
    {
        // Rows alone are at most as many as classes; where those are few there is no need to count.
        if (classes * 2L < active || counter.CountAlone(active) * 2L < active)
        {
            return;
        }

        var all = active == rows;
        var kept = 0;
        for (var i = 0; i < active; i++)
        {
            activeRows[kept] = all ? i : activeRows[i];
            activeLabels[kept] = all ? allLabels[i] : activeLabels[i];
            kept += counter.IsAlone(representative[i]) ? 0 : 1;
        }

        active = kept;
    }

    private ReadOnlySpan<ulong> Gather(PackedCodes codes)
    {
        var width = codes.WordsPerRow;
        if (activeWords.Length < (long)active * width)
        {
            activeWords = new ulong[rows * width];
        }

        var source = codes.Words;
        var target = activeWords;
        if (width == 1)
        {
            for (var i = 0; i < active; i++)
            {
                target[i] = source[activeRows[i]];
            }

            return target;
        }

        for (var i = 0; i < active; i++)
        {
            source.Slice(activeRows[i] * width, width).CopyTo(target.AsSpan(i * width, width));
        }

        return target;
    }
}
