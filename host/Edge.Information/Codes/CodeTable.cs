namespace Edge.Information.Codes;

/// <summary>The codes of every recorded layer of one network on one set of rows, with what is known of the rows and where all of it comes from.</summary>
public sealed class CodeTable
{
    /// <summary>Joins layers, rows and origin; nothing is copied.</summary>
    /// <param name="origin">Where the codes come from.</param>
    /// <param name="rows">Labels and identities of the rows.</param>
    /// <param name="layers">1..65535 layers from the input on, names unique, each with as many rows as there are labels.</param>
    /// <exception cref="ArgumentException">Something is out of range or does not fit; it is named.</exception>
    public CodeTable(CodeOrigin origin, CodeRows rows, IReadOnlyList<CodeLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(layers);
        origin.Check();
        CheckLabels(rows.Labels, origin.Classes);
        if (layers.Count is 0 or > ushort.MaxValue)
        {
            throw new ArgumentException($"A table has 1..{ushort.MaxValue} layers, not {layers.Count}.", nameof(layers));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            if (layer.Codes.Rows != rows.Count)
            {
                throw new ArgumentException($"Layer '{layer.Name}' has {layer.Codes.Rows} rows where there are {rows.Count} labels.", nameof(layers));
            }

            if (!names.Add(layer.Name))
            {
                throw new ArgumentException($"Two layers are named '{layer.Name}'.", nameof(layers));
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
    public IReadOnlyList<CodeLayer> Layers { get; }

    internal static void CheckLabels(int[] labels, int classes)
    {
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] >= classes)
            {
                throw new ArgumentException($"Row {row} has label {labels[row]}; with {classes} classes labels are 0..{classes - 1}.");
            }
        }
    }
}
