namespace Edge.Information.Exact;

/// <summary>
/// The rows that information is measured on: their labels Y, their inputs X and their weights, with H(X) and H(Y). Prepared once per data
/// set and shared by all layers and epochs; safe for use by several threads.
/// </summary>
public sealed class Population
{
    /// <summary>Prepares a set of rows.</summary>
    /// <param name="labels">Label of each row, any integers; at least one row.</param>
    /// <param name="inputClasses">Class of each row's input, any integers: rows with equal inputs share one. Null where all inputs differ.</param>
    /// <param name="weights">Weight of each row: finite, not negative, not all zero. Null where every row counts once. Integers are counted
    /// as integers; multiplicities give the very numbers that repeated rows would.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or a weight out of range.</exception>
    public Population(ReadOnlySpan<int> labels, ReadOnlySpan<int> inputClasses = default, ReadOnlySpan<double> weights = default)
    {
        // CodeRows owns the rules of what rows may be; negative labels, which it refuses, are numbered away first.
        LabelOf = Number(labels, out var labelClasses);
        LabelClasses = labelClasses;
        var inputs = inputClasses.IsEmpty ? null : Number(inputClasses, out _);
        var rows = new Codes.CodeRows(LabelOf, null, inputs, weights.IsEmpty ? null : weights.ToArray());
        Weights = rows.Weights;
        Rows = rows.Count;

        var measure = CreateMeasure();
        LabelEntropyUnits = measure.Entropy(LabelOf, labelClasses, out _);
        InputOf = inputs ?? Enumerable.Range(0, Rows).ToArray();
        InputsDiffer = inputs is null || inputs.Distinct().Count() == Rows;
        InputEntropyUnits = measure.Entropy(InputOf, Rows, out var distinctInputs);
        DistinctInputs = distinctInputs;
    }

    /// <summary>Prepares the rows of a table of codes.</summary>
    /// <param name="rows">Labels, input classes and weights.</param>
    public Population(Codes.CodeRows rows)
        : this(rows.Labels, rows.InputClasses, rows.Weights)
    {
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>H(X) in bits.</summary>
    public double HX => InputEntropyUnits * RowMeasure.BitsPerUnit;

    /// <summary>H(Y) in bits.</summary>
    public double HY => LabelEntropyUnits * RowMeasure.BitsPerUnit;

    /// <summary>Number of distinct inputs on rows of weight above zero.</summary>
    public long DistinctInputs { get; }

    internal int[] LabelOf { get; }

    internal int LabelClasses { get; }

    internal int[] InputOf { get; }

    internal bool InputsDiffer { get; }

    internal long LabelEntropyUnits { get; }

    internal long InputEntropyUnits { get; }

    private double[]? Weights { get; }

    internal RowMeasure CreateMeasure() => RowMeasure.For(Weights, Rows);

    private static int[] Number(ReadOnlySpan<int> values, out int classes)
    {
        var numbers = new Dictionary<int, int>();
        var result = new int[values.Length];
        for (var row = 0; row < values.Length; row++)
        {
            if (!numbers.TryGetValue(values[row], out result[row]))
            {
                result[row] = numbers.Count;
                numbers.Add(values[row], result[row]);
            }
        }

        classes = numbers.Count;
        return result;
    }
}
