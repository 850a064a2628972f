using Edge.Information.Codes;
using Edge.Information.Tests.Codes;

namespace Edge.Information.Tests;

public sealed class CodeComparisonTests
{
    private static readonly CodeTable Table = SampleTables.Create(20, 1, true, ("dense1", 7, 8), ("softmax", 2, 4));

    [Fact]
    public void Of_EqualTables_ThoughFromOtherDevices_AreEqual()
    {
        var other = With(Table.Origin with { Device = "emulator", Firmware = "9", Run = 8 }, Table.Rows);
        var comparison = CodeComparison.Of(Table, other);
        Assert.True(comparison.AreEqual);
        Assert.Empty(comparison.Structure);
        Assert.Empty(comparison.First);
        Assert.Equal([new LayerDifference(1, "dense1", 0, 0), new LayerDifference(2, "softmax", 0, 0)], comparison.Layers);
        Assert.Equal(comparison.Left.Select(point => point with { Device = "emulator", Run = 8 }), comparison.Right);
    }

    [Fact]
    public void Of_DifferentCodes_ListsThemByRowLayerNeuron()
    {
        var dense = Table.Layers[0].Codes.ToCodes<int>();
        var softmax = Table.Layers[1].Codes.ToCodes<int>();
        Change(dense, (9 * 7) + 6);
        Change(dense, (3 * 7) + 4);
        Change(dense, (3 * 7) + 2);
        Change(softmax, (3 * 2) + 1);
        var other = new CodeTable(Table.Origin, Table.Rows, [
            new CodeLayer("dense1", PackedCodes.FromInts(dense, 20, 7, 8)),
            new CodeLayer("softmax", PackedCodes.FromInts(softmax, 20, 2, 4)),
        ]);

        var comparison = CodeComparison.Of(Table, other, 3);

        Assert.False(comparison.AreEqual);
        Assert.Equal(4, comparison.DifferentCodes);
        Assert.Equal([new LayerDifference(1, "dense1", 2, 3), new LayerDifference(2, "softmax", 1, 1)], comparison.Layers);
        Assert.Equal([(3, 1, 2), (3, 1, 4), (3, 2, 1)], comparison.First.Select(d => (d.Row, d.Layer, d.Neuron)));
        var first = comparison.First[0];
        Assert.Equal(new CodeDifference(3, Table.Rows.RowIds![3], 1, "dense1", 2, Table.Layers[0].Codes[3, 2], Table.Layers[0].Codes[3, 2] ^ 1), first);
        Assert.Equal(4, CodeComparison.Of(Table, other).First.Count);
        Assert.Empty(CodeComparison.Of(Table, other, 0).First);

        static void Change(int[] codes, int index) => codes[index] ^= 1;
    }

    [Fact]
    public void Of_OtherStructure_SaysWhatDiffers()
    {
        var shorter = SampleTables.Create(19, 1, true, ("dense1", 7, 8), ("softmax", 2, 4));
        Assert.Equal(["rows: 20 | 19"], CodeComparison.Of(Table, shorter).Structure);
        Assert.Empty(CodeComparison.Of(Table, shorter).Layers);

        var wider = SampleTables.Create(20, 1, true, ("dense1", 8, 8), ("softmax", 2, 4), ("extra", 1, 1));
        var structure = CodeComparison.Of(Table, wider).Structure;
        Assert.Contains("layers: 2 | 3", structure);
        Assert.Contains("layer 1: dense1, 7 neurons of 8 bits | dense1, 8 neurons of 8 bits", structure);
        Assert.Equal(["softmax"], CodeComparison.Of(Table, wider).Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void Of_OtherOriginOrRows_SaysWhatDiffers()
    {
        var origin = Table.Origin with { ModelHash = default, Epoch = 1, RowSet = "all" };
        var labels = Table.Rows.Labels.Select((label, row) => row == 5 ? (label + 1) % 3 : label).ToArray();
        var comparison = CodeComparison.Of(Table, With(origin, new CodeRows(labels, Table.Rows.RowIds)));
        Assert.False(comparison.AreEqual);
        Assert.Equal(0, comparison.DifferentCodes);
        Assert.Equal(6, comparison.Structure.Count);
        Assert.Contains("epoch: 8000 | 1", comparison.Structure);
        Assert.Contains("row set: test | all", comparison.Structure);
        Assert.Contains($"model hash: {Table.Origin.ModelHash} | {default(ContentHash)}", comparison.Structure);
        Assert.Contains($"label of row 5, the first that differs: {Table.Rows.Labels[5]} | {labels[5]}", comparison.Structure);
    }

    private static CodeTable With(CodeOrigin origin, CodeRows rows) => new(origin, rows, Table.Layers);
}
