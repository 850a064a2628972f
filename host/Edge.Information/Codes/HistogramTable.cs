namespace Edge.Information.Codes;

/// <summary>One layer's histogram.</summary>
/// <param name="Name">Name of the layer: <c>dense1</c>, ..., <c>logits</c>, <c>softmax</c>.</param>
/// <param name="Histogram">Its words and counts.</param>
/// <param name="Streamed">Null where the device counted it; else why its codes were sent and counted here.</param>
public sealed record HistogramLayer(string Name, CodeHistogram Histogram, string? Streamed);

/// <summary>The histograms of every recorded layer of one network on one set of rows, and where they come from.</summary>
public sealed class HistogramTable
{
    /// <summary>Joins layers, rows and origin.</summary>
    /// <param name="origin">Where the codes come from.</param>
    /// <param name="rows">Labels of the rows; each counts once.</param>
    /// <param name="layers">1 or more layers from the input on, each of all rows.</param>
    /// <exception cref="ArgumentException">The rows have weights, a label is out of range, or a layer has other rows; it is named.</exception>
    public HistogramTable(CodeOrigin origin, CodeRows rows, IReadOnlyList<HistogramLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(layers);
        origin.Check();
        CodeTable.CheckLabels(rows.Labels, origin.Classes);
        if (rows.Weights is not null)
        {
            throw new ArgumentException("A histogram counts every row once; rows with weights need their codes.", nameof(rows));
        }

        var rowsOfLabels = new long[origin.Classes];
        foreach (var label in rows.Labels)
        {
            rowsOfLabels[label]++;
        }

        foreach (var layer in layers)
        {
            if (!layer.Histogram.RowsOfLabels().AsSpan().SequenceEqual(rowsOfLabels))
            {
                throw new ArgumentException($"Layer '{layer.Name}' counts {layer.Histogram.Rows} rows with other labels than the {rows.Count} rows have.", nameof(layers));
            }
        }

        Origin = origin;
        Rows = rows;
        Layers = layers;
    }

    /// <summary>Where the codes come from.</summary>
    public CodeOrigin Origin { get; }

    /// <summary>What is known of the rows.</summary>
    public CodeRows Rows { get; }

    /// <summary>The layers, from the input on.</summary>
    public IReadOnlyList<HistogramLayer> Layers { get; }
}
