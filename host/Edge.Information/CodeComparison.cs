using Edge.Information.Codes;

namespace Edge.Information;

/// <summary>
/// Compares two tables of codes that should be equal: what they say of themselves, every code, and their information side by side.
/// Run, device and firmware may differ without being a difference: comparing devices is what this is for.
/// </summary>
public sealed class CodeComparison
{
    private CodeComparison(
        IReadOnlyList<string> structure,
        IReadOnlyList<CodeDifference> first,
        IReadOnlyList<LayerDifference> layers,
        IReadOnlyList<PlanePoint> left,
        IReadOnlyList<PlanePoint> right)
    {
        Structure = structure;
        First = first;
        Layers = layers;
        Left = left;
        Right = right;
    }

    /// <summary>One line for everything other than codes in which the tables differ: rows, layers, labels, model, inputs, row set, epoch.</summary>
    public IReadOnlyList<string> Structure { get; }

    /// <summary>The first differing codes, by row, then layer, then neuron.</summary>
    public IReadOnlyList<CodeDifference> First { get; }

    /// <summary>Counts per layer, of the layers both tables have in the same place and shape; empty where the numbers of rows differ.</summary>
    public IReadOnlyList<LayerDifference> Layers { get; }

    /// <summary>Information of the first table's layers.</summary>
    public IReadOnlyList<PlanePoint> Left { get; }

    /// <summary>Information of the second table's layers.</summary>
    public IReadOnlyList<PlanePoint> Right { get; }

    /// <summary>Codes that differ, over all compared layers.</summary>
    public long DifferentCodes => Layers.Sum(layer => layer.Codes);

    /// <summary>True where nothing differs.</summary>
    public bool AreEqual => Structure.Count == 0 && DifferentCodes == 0;

    /// <summary>Compares two tables.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <param name="maximumDifferences">How many differing codes to list, 0 or more; all are counted.</param>
    public static CodeComparison Of(CodeTable left, CodeTable right, int maximumDifferences = 20)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumDifferences);
        var comparable = ComparableLayers(left, right);
        var layers = comparable.ConvertAll(layer => Count(left, right, layer));
        var first = FirstDifferences(left, right, comparable.FindAll(layer => layers[comparable.IndexOf(layer)].Codes > 0), maximumDifferences);
        return new CodeComparison(StructureOf(left, right), first, layers, PlaneCalculator.Points(left), PlaneCalculator.Points(right));
    }

    private static List<int> ComparableLayers(CodeTable left, CodeTable right)
    {
        var comparable = new List<int>();
        if (left.Rows.Count != right.Rows.Count)
        {
            return comparable;
        }

        for (var layer = 0; layer < Math.Min(left.Layers.Count, right.Layers.Count); layer++)
        {
            if (Describe(left.Layers[layer]) == Describe(right.Layers[layer]))
            {
                comparable.Add(layer);
            }
        }

        return comparable;
    }

    private static string Describe(CodeLayer layer) => $"{layer.Name}, {layer.Codes.Width} neurons of {layer.Codes.Bits} bits";

    private static LayerDifference Count(CodeTable left, CodeTable right, int layer)
    {
        var a = left.Layers[layer].Codes;
        var b = right.Layers[layer].Codes;
        var rows = 0;
        var codes = 0L;
        for (var row = 0; row < a.Rows; row++)
        {
            if (a.Row(row).SequenceEqual(b.Row(row)))
            {
                continue;
            }

            rows++;
            for (var neuron = 0; neuron < a.Width; neuron++)
            {
                codes += a[row, neuron] == b[row, neuron] ? 0 : 1;
            }
        }

        return new LayerDifference(layer + 1, left.Layers[layer].Name, rows, codes);
    }

    private static List<CodeDifference> FirstDifferences(CodeTable left, CodeTable right, List<int> layers, int maximum)
    {
        var differences = new List<CodeDifference>();
        for (var row = 0; row < left.Rows.Count && layers.Count > 0; row++)
        {
            foreach (var layer in layers)
            {
                var a = left.Layers[layer].Codes;
                var b = right.Layers[layer].Codes;
                for (var neuron = 0; neuron < a.Width; neuron++)
                {
                    if (differences.Count >= maximum)
                    {
                        return differences;
                    }

                    if (a[row, neuron] != b[row, neuron])
                    {
                        var name = left.Layers[layer].Name;
                        differences.Add(new CodeDifference(row, left.Rows.RowId(row), layer + 1, name, neuron, a[row, neuron], b[row, neuron]));
                    }
                }
            }
        }

        return differences;
    }

    private static List<string> StructureOf(CodeTable left, CodeTable right)
    {
        var lines = new List<string>();
        Note(lines, "rows", left.Rows.Count, right.Rows.Count);
        Note(lines, "layers", left.Layers.Count, right.Layers.Count);
        for (var layer = 0; layer < Math.Min(left.Layers.Count, right.Layers.Count); layer++)
        {
            Note(lines, $"layer {layer + 1}", Describe(left.Layers[layer]), Describe(right.Layers[layer]));
        }

        Note(lines, "epoch", left.Origin.Epoch, right.Origin.Epoch);
        Note(lines, "classes", left.Origin.Classes, right.Origin.Classes);
        Note(lines, "data set", left.Origin.DataSet, right.Origin.DataSet);
        Note(lines, "row set", left.Origin.RowSet, right.Origin.RowSet);
        Note(lines, "model hash", left.Origin.ModelHash, right.Origin.ModelHash);
        Note(lines, "input hash", left.Origin.InputHash, right.Origin.InputHash);
        if (left.Rows.Count == right.Rows.Count)
        {
            NoteRows(lines, "label", row => left.Rows.Labels[row], row => right.Rows.Labels[row], left.Rows.Count);
            NoteRows(lines, "row id", left.Rows.RowId, right.Rows.RowId, left.Rows.Count);
            NoteRows(lines, "input class", row => InputClass(left, row), row => InputClass(right, row), left.Rows.Count);
            NoteRows(lines, "weight", row => left.Rows.Weights?[row] ?? 1, row => right.Rows.Weights?[row] ?? 1, left.Rows.Count);
        }

        return lines;
    }

    private static int InputClass(CodeTable table, int row) => table.Rows.InputClasses is { } inputs ? inputs[row] : row;

    private static void Note<T>(List<string> lines, string what, T left, T right)
        where T : notnull
    {
        if (!left.Equals(right))
        {
            lines.Add(FormattableString.Invariant($"{what}: {left} | {right}"));
        }
    }

    private static void NoteRows<T>(List<string> lines, string what, Func<int, T> left, Func<int, T> right, int rows)
        where T : notnull
    {
        for (var row = 0; row < rows; row++)
        {
            if (!left(row).Equals(right(row)))
            {
                lines.Add(FormattableString.Invariant($"{what} of row {row}, the first that differs: {left(row)} | {right(row)}"));
                return;
            }
        }
    }
}
