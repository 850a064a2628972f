using Edge.Information.Codes;

namespace Edge.Information.Exact;

/// <summary>
/// The entropies of the layers of a deterministic network on rows that count once each, from the deepest layer up. A class of one row adds
/// 1 log2(1) = 0 to every sum, so rows once alone are dropped.
/// </summary>
internal sealed class LayerChain
{
    /// <summary>Most labels whose counts are kept as an array per class.</summary>
    public const int MaximumLabels = 16;

    private readonly IntegerMeasure measure;
    private readonly RowClassifier classifier;
    private readonly int rows;
    private readonly int labels;
    private readonly int[] allLabels;
    private readonly int[] classOf;
    private readonly int[] joint;
    private readonly int[] activeRows;
    private readonly int[] activeLabels;
    private readonly int[] classCounts;
    private ulong[] activeWords;
    private int active;

    /// <summary>A workspace.</summary>
    /// <param name="population">Rows with at most <see cref="MaximumLabels"/> labels.</param>
    /// <param name="measure">The measure in which every row counts once.</param>
    /// <param name="classifier">A classifier for as many rows.</param>
    public LayerChain(Population population, IntegerMeasure measure, RowClassifier classifier)
    {
        this.measure = measure;
        this.classifier = classifier;
        rows = population.Rows;
        labels = population.LabelClasses;
        allLabels = population.LabelOf;
        classOf = new int[rows];
        joint = new int[(long)rows * labels];
        activeRows = new int[rows];
        activeLabels = new int[rows];
        classCounts = new int[rows];
        activeWords = new ulong[rows];
    }

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
        var ids = classOf.AsSpan(0, active);
        var classes = classifier.Classify(words, codes.WordsPerRow, codes.RowBits, ids);
        Count(ids, labelOf, classes);

        var table = measure.Table;
        var sum = UInt128.Zero;
        var jointSum = UInt128.Zero;
        var alone = 0;
        for (var i = 0; i < classes; i++)
        {
            var count = 0;
            for (var j = i * labels; j < (i + 1) * labels; j++)
            {
                count += joint[j];
                jointSum += Weighted(table, joint[j]);
            }

            sum += Weighted(table, count);
            classCounts[i] = count;
            alone += count == 1 ? 1 : 0;
        }

        entropy = measure.FromSum(sum);
        labelJoint = measure.FromSum(jointSum);
        distinct = rows - active + classes;
        if (alone * 8 > active)
        {
            DropAlone(ids, labelOf);
        }
    }

    private static UInt128 Weighted(UInt128[] table, int count) => count < table.Length ? table[count] : FixedPointLogarithm.Weighted(count);

    private void Count(ReadOnlySpan<int> ids, ReadOnlySpan<int> labelOf, int classes)
    {
        var counts = joint.AsSpan(0, classes * labels);
        counts.Clear();
        for (var row = 0; row < ids.Length; row++)
        {
            counts[(ids[row] * labels) + labelOf[row]]++;
        }
    }

    private ReadOnlySpan<ulong> Gather(PackedCodes codes)
    {
        var width = codes.WordsPerRow;
        if (activeWords.Length < (long)active * width)
        {
            activeWords = new ulong[(long)rows * width];
        }

        var source = codes.Words;
        for (var i = 0; i < active; i++)
        {
            source.Slice(activeRows[i] * width, width).CopyTo(activeWords.AsSpan(i * width, width));
        }

        return activeWords;
    }

    private void DropAlone(ReadOnlySpan<int> ids, ReadOnlySpan<int> labelOf)
    {
        var all = active == rows;
        var kept = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            activeRows[kept] = all ? i : activeRows[i];
            activeLabels[kept] = labelOf[i];
            kept += classCounts[ids[i]] > 1 ? 1 : 0;
        }

        active = kept;
    }
}
