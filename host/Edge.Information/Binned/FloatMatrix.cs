namespace Edge.Information.Binned;

/// <summary>Activations of a layer: a column of floats per neuron.</summary>
public readonly ref struct FloatMatrix
{
    /// <summary>Looks at columns without copying them.</summary>
    /// <param name="values">Value of neuron i on row r at [i * stride + r].</param>
    /// <param name="rows">Rows, 1 or more.</param>
    /// <param name="columns">Neurons, 1 or more.</param>
    /// <param name="stride">Distance of two columns, at least <paramref name="rows"/>.</param>
    /// <exception cref="ArgumentException">The values are too few for the shape.</exception>
    public FloatMatrix(ReadOnlySpan<float> values, int rows, int columns, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, rows);
        if (values.Length < ((long)(columns - 1) * stride) + rows)
        {
            throw new ArgumentException($"{columns} columns of {rows} rows, {stride} apart, are more than {values.Length} values.", nameof(values));
        }

        Values = values;
        Rows = rows;
        Columns = columns;
        Stride = stride;
    }

    /// <summary>All values, and what stands between the columns.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>Neurons.</summary>
    public int Columns { get; }

    /// <summary>Distance of two columns.</summary>
    public int Stride { get; }

    /// <summary>Values of one neuron, [Rows].</summary>
    /// <param name="column">0..Columns - 1.</param>
    public ReadOnlySpan<float> Column(int column) => Values.Slice(column * Stride, Rows);
}
