using System.Buffers.Binary;
using Edge.Information.Codes;

namespace Edge.Information.Files;

/// <summary>
/// Codes as NumPy <c>.npz</c> files: <c>labels</c> (int32 [rows]) and for each layer an array [rows, neurons] under the layer's name, uint8
/// for codes of up to 8 bits, uint16 up to 16, else uint32; where the table has them also <c>row_ids</c> (int64) and <c>input_classes</c> (int32).
/// </summary>
public static class NpzFile
{
    private const string Labels = "labels";
    private const string RowIds = "row_ids";
    private const string InputClasses = "input_classes";

    /// <summary>Writes a table, replacing what was there; the file appears only when it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">The table. No layer may be named as one of the other arrays.</param>
    /// <exception cref="ArgumentException">A layer is named <c>labels</c>, <c>row_ids</c> or <c>input_classes</c>.</exception>
    /// <exception cref="IOException">The file can't be written; what was there is untouched.</exception>
    public static void Write(string path, CodeTable table)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(table);
        var taken = table.Layers.FirstOrDefault(layer => layer.Name is Labels or RowIds or InputClasses);
        if (taken is not null)
        {
            throw new ArgumentException($"A layer named '{taken.Name}' can't stand in an .npz file beside the array of that name.", nameof(table));
        }

        NpzArchive.Write(path, Arrays(table));
    }

    /// <summary>Reads codes written by <see cref="Write"/> or by NumPy's savez and savez_compressed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="origin">What is known of where the codes come from; its <see cref="CodeOrigin.Classes"/> is taken from the labels.</param>
    /// <returns>A table whose layers stand in the order of the file, each code as wide as its array's type.</returns>
    /// <exception cref="CodesFileException">It is no such file; the array is named.</exception>
    /// <exception cref="IOException">It does not exist or can't be read.</exception>
    public static CodeTable Read(string path, CodeOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(origin);
        int[]? labels = null;
        int[]? inputs = null;
        long[]? ids = null;
        var layers = new List<CodeLayer>();
        NpzArchive.Read(path, _ => true, (name, array) =>
        {
            switch (name)
            {
                case Labels:
                    labels = Column(array);
                    break;
                case InputClasses:
                    inputs = Column(array);
                    break;
                case RowIds:
                    ids = LongColumn(array);
                    break;
                default:
                    layers.Add(Layer(name, array));
                    break;
            }
        });
        if (labels is null)
        {
            throw new CodesFileException(path, $"{Labels}: there is no such array.");
        }

        try
        {
            return new CodeTable(origin with { Classes = labels.DefaultIfEmpty().Max() + 1 }, new CodeRows(labels, ids, inputs), layers);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new CodesFileException(path, $"the table: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static IEnumerable<(string Name, NpyArray Array)> Arrays(CodeTable table)
    {
        var rows = table.Rows;
        yield return (Labels, NpyArray.OfInts(rows.Labels));
        if (rows.RowIds is { } ids)
        {
            yield return (RowIds, NpyArray.Create("<i8", [rows.Count], row => unchecked((ulong)ids[row])));
        }

        if (rows.InputClasses is { } inputs)
        {
            yield return (InputClasses, NpyArray.OfInts(inputs));
        }

        foreach (var layer in table.Layers)
        {
            var codes = layer.Codes;
            var type = codes.Bits <= 8 ? "|u1" : codes.Bits <= 16 ? "<u2" : "<u4";
            yield return (layer.Name, NpyArray.Create(type, [codes.Rows, codes.Width], i => codes[i / codes.Width, i % codes.Width]));
        }
    }

    private static int[] Column(NpyArray array)
    {
        CheckDimensions(array, 1, "[rows]");
        return Array.ConvertAll(array.ToUnsigned(), value => (int)value);
    }

    private static long[] LongColumn(NpyArray array)
    {
        CheckDimensions(array, 1, "[rows]");
        if (array.Type != "<i8")
        {
            throw new FormatException($"the type is {array.Type} where <i8 (int64) is needed");
        }

        var values = new long[array.Shape[0]];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = BinaryPrimitives.ReadInt64LittleEndian(array.Data.AsSpan(row * 8));
        }

        return values;
    }

    private static CodeLayer Layer(string name, NpyArray array)
    {
        CheckDimensions(array, 2, "[rows, neurons]");
        var bits = Math.Min(32, array.ElementSize * 8);
        return new CodeLayer(name, PackedCodes.From<uint>(array.ToUnsigned(), array.Shape[0], array.Shape[1], bits));
    }

    private static void CheckDimensions(NpyArray array, int dimensions, string shape)
    {
        if (array.Shape.Count != dimensions)
        {
            throw new FormatException($"the array has {array.Shape.Count} dimensions where {shape} is needed");
        }
    }
}
