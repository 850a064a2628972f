using System.Globalization;
using System.Text;
using Edge.Information.Codes;

namespace Edge.Information.Files;

/// <summary>Everything a file of codes holds besides the codes: origin, rows, shapes. The same bytes stand in <c>.edgecodes</c> and <c>.partial</c> files.</summary>
public sealed class CodesHeader
{
    private const ushort HasRowIds = 1;
    private const ushort HasInputClasses = 2;
    private const ushort HasWeights = 4;

    /// <summary>Joins origin, rows and shapes.</summary>
    /// <param name="origin">Where the codes come from.</param>
    /// <param name="rows">Labels and identities of the rows.</param>
    /// <param name="layers">1..65535 layers, names unique.</param>
    /// <exception cref="ArgumentException">Something is out of range; it is named.</exception>
    public CodesHeader(CodeOrigin origin, CodeRows rows, IReadOnlyList<LayerShape> layers)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(layers);
        origin.Check();
        CodeTable.CheckLabels(rows.Labels, origin.Classes);
        if (layers.Count is 0 or > ushort.MaxValue)
        {
            throw new ArgumentException($"A table has 1..{ushort.MaxValue} layers, not {layers.Count}.", nameof(layers));
        }

        var bytes = 0L;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            CodeLayer.CheckName(layer.Name);
            PackedCodes.WordsFor(layer.Width, layer.Bits);
            bytes += layer.BytesPerRow;
            if (!names.Add(layer.Name))
            {
                throw new ArgumentException($"Two layers are named '{layer.Name}'.", nameof(layers));
            }
        }

        if (bytes * rows.Count > Array.MaxLength / 2)
        {
            throw new ArgumentException($"{rows.Count} rows of {bytes} bytes exceed {Array.MaxLength / 2} bytes; use fewer rows per table.", nameof(rows));
        }

        Origin = origin;
        Rows = rows;
        Layers = layers;
        BytesPerRow = (int)bytes;
    }

    /// <summary>Where the codes come from.</summary>
    public CodeOrigin Origin { get; }

    /// <summary>Labels and identities of the rows.</summary>
    public CodeRows Rows { get; }

    /// <summary>Shapes of the layers, from the input on.</summary>
    public IReadOnlyList<LayerShape> Layers { get; }

    /// <summary>Bytes of one row of all layers, each layer padded to a byte.</summary>
    public int BytesPerRow { get; }

    /// <summary>The header of a table.</summary>
    /// <param name="table">The table.</param>
    public static CodesHeader Of(CodeTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var shapes = table.Layers.Select(layer => new LayerShape(layer.Name, layer.Codes.Width, layer.Codes.Bits)).ToArray();
        return new CodesHeader(table.Origin, table.Rows, shapes);
    }

    /// <summary>The header as bytes; equal headers have equal bytes.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var flags = (Rows.RowIds is null ? 0 : HasRowIds) | (Rows.InputClasses is null ? 0 : HasInputClasses) | (Rows.Weights is null ? 0 : HasWeights);
        writer.Write((ushort)flags);
        writer.Write((ushort)Layers.Count);
        writer.Write(Rows.Count);
        writer.Write(Origin.Run);
        writer.Write(Origin.Epoch);
        writer.Write(Origin.Classes);
        writer.Write(Origin.ModelHash.Bytes);
        writer.Write(Origin.InputHash.Bytes);
        WriteText(writer, Origin.Device);
        WriteText(writer, Origin.Firmware);
        WriteText(writer, Origin.RowSet);
        WriteText(writer, Origin.DataSet);
        foreach (var layer in Layers)
        {
            WriteText(writer, layer.Name);
            writer.Write(layer.Width);
            writer.Write((byte)layer.Bits);
        }

        Array.ForEach(Rows.Labels, label => writer.Write((ushort)label));
        Array.ForEach(Rows.RowIds ?? [], writer.Write);
        Array.ForEach(Rows.InputClasses ?? [], writer.Write);
        Array.ForEach(Rows.Weights ?? [], writer.Write);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>The first thing in which another header differs, in words: there, then here; "nothing" where they are equal.</summary>
    /// <param name="there">The other header.</param>
    public string DifferenceFrom(CodesHeader there)
    {
        ArgumentNullException.ThrowIfNull(there);
        (string What, string There, string Here)[] fields =
        [
            ("device", there.Origin.Device, Origin.Device),
            ("firmware", there.Origin.Firmware, Origin.Firmware),
            ("data set", there.Origin.DataSet, Origin.DataSet),
            ("row set", there.Origin.RowSet, Origin.RowSet),
            ("run", Number(there.Origin.Run), Number(Origin.Run)),
            ("epoch", Number(there.Origin.Epoch), Number(Origin.Epoch)),
            ("classes", Number(there.Origin.Classes), Number(Origin.Classes)),
            ("rows", Number(there.Rows.Count), Number(Rows.Count)),
            ("layers", Number(there.Layers.Count), Number(Layers.Count)),
            ("model", there.Origin.ModelHash.ToString()[..16], Origin.ModelHash.ToString()[..16]),
            ("inputs", there.Origin.InputHash.ToString()[..16], Origin.InputHash.ToString()[..16]),
        ];
        foreach ((string what, string then, string now) in fields)
        {
            if (then != now)
            {
                return $"{what} {Named(then)}, now {Named(now)}";
            }
        }

        return there.ToBytes().AsSpan().SequenceEqual(ToBytes()) ? "nothing" : "labels, row identities or layer shapes differ";

        static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
        static string Named(string text) => text.Length == 0 ? "none" : text;
    }

    /// <summary>Reads a header; the reader then stands behind it.</summary>
    /// <exception cref="FormatException">A length or a value is out of range.</exception>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal static CodesHeader Read(ref ByteReader reader)
    {
        var flags = reader.UInt16("flags");
        if ((flags & ~(HasRowIds | HasInputClasses | HasWeights)) != 0)
        {
            throw new FormatException($"flags 0x{flags:x4} hold bits of unknown meaning");
        }

        var layerCount = reader.UInt16("layer count");
        var rows = reader.Int32("row count");
        var origin = new CodeOrigin
        {
            Run = reader.Int32("run"),
            Epoch = reader.Int32("epoch"),
            Classes = reader.Int32("classes"),
            ModelHash = new ContentHash(reader.Take(ContentHash.Length, "model hash")),
            InputHash = new ContentHash(reader.Take(ContentHash.Length, "input hash")),
            Device = reader.Text("device"),
            Firmware = reader.Text("firmware"),
            RowSet = reader.Text("row set"),
            DataSet = reader.Text("data set"),
        };
        var layers = new List<LayerShape>();
        for (var i = 0; i < layerCount; i++)
        {
            layers.Add(new LayerShape(reader.Text("layer name"), reader.Int32("layer width"), reader.Byte("layer bits")));
        }

        var labels = ReadArray(ref reader, true, rows, 2, "labels", static (ref ByteReader r) => (int)r.UInt16("label"))!;
        var rowIds = ReadArray(ref reader, (flags & HasRowIds) != 0, rows, 8, "row ids", static (ref ByteReader r) => r.Int64("row id"));
        var inputs = ReadArray(ref reader, (flags & HasInputClasses) != 0, rows, 4, "input classes", static (ref ByteReader r) => r.Int32("input class"));
        var weights = ReadArray(
            ref reader, (flags & HasWeights) != 0, rows, 8, "weights", static (ref ByteReader r) => BitConverter.Int64BitsToDouble(r.Int64("weight")));
        return new CodesHeader(origin, new CodeRows(labels, rowIds, inputs, weights), layers);
    }

    private delegate T ReadValue<T>(ref ByteReader reader);

    private static T[]? ReadArray<T>(ref ByteReader reader, bool present, int rows, int size, string what, ReadValue<T> read)
    {
        if (!present)
        {
            return null;
        }

        if (rows < 1 || (long)rows * size > reader.Remaining)
        {
            throw new FormatException($"{rows} {what} of {size} bytes do not fit the {reader.Remaining} bytes that are left");
        }

        var values = new T[rows];
        for (var row = 0; row < rows; row++)
        {
            values[row] = read(ref reader);
        }

        return values;
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((byte)bytes.Length);
        writer.Write(bytes);
    }
}
