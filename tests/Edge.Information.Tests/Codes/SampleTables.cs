using Edge.Information.Codes;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Information.Tests.Codes;

/// <summary>Tables with everything in them, small enough to damage at every byte.</summary>
internal static class SampleTables
{
    public static CodeOrigin Origin { get; } = new()
    {
        Run = 3,
        Epoch = 8000,
        Classes = 3,
        Device = "/dev/ttyUSB0",
        Firmware = "0.1.0",
        RowSet = "test",
        DataSet = "szt-\u00fc",
        ModelHash = ContentHash.Of("model"u8),
        InputHash = ContentHash.Of("inputs"u8),
    };

    /// <summary>Seven rows; layers of 10 x 1, 3 x 11 and 2 x 32 bits; row ids, input classes and weights.</summary>
    public static CodeTable Small() => Create(7, 42, true, ("dense1", 10, 1), ("logits", 3, 11), ("softmax", 2, 32));

    public static CodeTable Create(int rows, int seed, bool everything, params (string Name, int Width, int Bits)[] shapes)
    {
        var random = new Random(seed);
        var layers = shapes.Select(shape => new CodeLayer(shape.Name, PackedCodes.From<long>(
            Enumerable.Range(0, rows * shape.Width).Select(_ => random.NextInt64(1L << shape.Bits)).ToArray(), rows, shape.Width, shape.Bits))).ToArray();
        var labels = Enumerable.Range(0, rows).Select(_ => random.Next(3)).ToArray();
        return new CodeTable(Origin, !everything ? new CodeRows(labels) : new CodeRows(
            labels,
            Enumerable.Range(0, rows).Select(_ => random.NextInt64(long.MinValue, long.MaxValue)).ToArray(),
            Enumerable.Range(0, rows).Select(_ => random.Next(rows)).ToArray(),
            Enumerable.Range(0, rows).Select(row => row + 0.5).ToArray()), layers);
    }

    public static Gen<CodeTable> Tables() =>
        from rows in Gen.Choose(1, 50)
        from seed in Gen.Choose(0, int.MaxValue)
        from everything in Gen.Elements(true, false)
        from widths in Gen.Choose(1, 40).ArrayOf().Where(widths => widths.Length is > 0 and < 8)
        from bits in Gen.Choose(1, 32).ArrayOf(widths.Length)
        select Create(rows, seed, everything, widths.Select((width, i) => ($"layer-{i}", width, bits[i])).ToArray());

    public static void AssertEqual(CodeTable expected, CodeTable actual)
    {
        Assert.Equal(expected.Origin, actual.Origin);
        Assert.Equal(expected.Rows.Labels, actual.Rows.Labels);
        Assert.Equal(expected.Rows.RowIds, actual.Rows.RowIds);
        Assert.Equal(expected.Rows.InputClasses, actual.Rows.InputClasses);
        Assert.Equal(expected.Rows.Weights, actual.Rows.Weights);
        Assert.Equal(expected.Layers.Select(layer => (layer.Name, layer.Codes.Width, layer.Codes.Bits)), actual.Layers.Select(layer => (layer.Name, layer.Codes.Width, layer.Codes.Bits)));
        foreach (var (a, b) in expected.Layers.Zip(actual.Layers))
        {
            Assert.Equal(a.Codes.Words.ToArray(), b.Codes.Words.ToArray());
        }
    }

    /// <summary>Rows as a recording takes them.</summary>
    public static byte[] RowBytes(CodeTable table, int firstRow, int count)
    {
        var bytes = new List<byte>();
        for (var row = firstRow; row < firstRow + count; row++)
        {
            foreach (var layer in table.Layers)
            {
                var buffer = new byte[layer.Codes.BytesPerRow];
                layer.Codes.CopyRowBytes(row, buffer);
                bytes.AddRange(buffer);
            }
        }

        return bytes.ToArray();
    }
}
