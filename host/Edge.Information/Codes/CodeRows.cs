namespace Edge.Information.Codes;

/// <summary>What is known of the rows of a table besides their codes: labels, and where they need it identities, input classes and weights.</summary>
public sealed class CodeRows
{
    /// <summary>Describes rows; arrays are not copied and must not be changed afterwards.</summary>
    /// <param name="labels">True label of each row, 0 or more; at least one row.</param>
    /// <param name="rowIds">Identity of each row in its data set, or null where row r is row r.</param>
    /// <param name="inputClasses">Class of each row's input, 0 or more: rows with equal inputs share one. Null where all inputs differ.</param>
    /// <param name="weights">Weight of each row: finite, not negative, not all zero. Null where every row counts once.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or a value out of range (the row is named).</exception>
    public CodeRows(int[] labels, long[]? rowIds = null, int[]? inputClasses = null, double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length == 0)
        {
            throw new ArgumentException("A table of codes needs at least one row.", nameof(labels));
        }

        CheckLength(rowIds, labels.Length, "row ids");
        CheckLength(inputClasses, labels.Length, "input classes");
        CheckLength(weights, labels.Length, "weights");
        CheckNotNegative(labels, "label");
        CheckNotNegative(inputClasses ?? [], "input class");
        CheckWeights(weights);
        Labels = labels;
        RowIds = rowIds;
        InputClasses = inputClasses;
        Weights = weights;
    }

    /// <summary>Number of rows, 1 or more.</summary>
    public int Count => Labels.Length;

    /// <summary>True label of each row.</summary>
    public int[] Labels { get; }

    /// <summary>Identity of each row in its data set, or null where row r is row r.</summary>
    public long[]? RowIds { get; }

    /// <summary>Class of each row's input, or null where all inputs differ.</summary>
    public int[]? InputClasses { get; }

    /// <summary>Weight of each row, or null where every row counts once.</summary>
    public double[]? Weights { get; }

    /// <summary>Identity of a row in its data set.</summary>
    /// <param name="row">Row, 0..Count - 1.</param>
    public long RowId(int row) => RowIds is null ? row : RowIds[row];

    private static void CheckLength(Array? values, int rows, string what)
    {
        if (values is not null && values.Length != rows)
        {
            throw new ArgumentException($"There are {rows} labels but {values.Length} {what}.");
        }
    }

    private static void CheckNotNegative(int[] values, string what)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] < 0)
            {
                throw new ArgumentException($"The {what} of row {row} is {values[row]}; it must be 0 or more.");
            }
        }
    }

    private static void CheckWeights(double[]? weights)
    {
        if (weights is null)
        {
            return;
        }

        for (var row = 0; row < weights.Length; row++)
        {
            if (!double.IsFinite(weights[row]) || weights[row] < 0)
            {
                throw new ArgumentException(FormattableString.Invariant($"The weight of row {row} is {weights[row]}; it must be finite and not negative."));
            }
        }

        if (weights.All(w => w == 0))
        {
            throw new ArgumentException("All weights are zero.");
        }
    }
}
