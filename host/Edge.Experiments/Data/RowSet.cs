namespace Edge.Experiments.Data;

/// <summary>A named set of rows that information or accuracy is measured on.</summary>
/// <param name="Name"><c>all</c>, <c>train</c> or <c>test</c>.</param>
/// <param name="Rows">Numbers of the rows, rising.</param>
public sealed record RowSet(string Name, int[] Rows)
{
    /// <summary>All rows of the data set.</summary>
    public const string All = "all";

    /// <summary>The rows of the split that are trained on.</summary>
    public const string Train = "train";

    /// <summary>The rows of the split that are not.</summary>
    public const string Test = "test";

    /// <summary>The set of that name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such name.</exception>
    public static RowSet Of(string name, DataSet data, RowSplit split)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(split);
        return name switch
        {
            All => new RowSet(name, [.. Enumerable.Range(0, data.Rows)]),
            Train => new RowSet(name, split.Train),
            Test => new RowSet(name, split.Test),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A row set is all, train or test."),
        };
    }
}
