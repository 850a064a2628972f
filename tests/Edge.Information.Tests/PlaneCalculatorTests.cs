using Edge.Information.Codes;
using Edge.Information.Tests.Codes;
using Edge.Information.Tests.Exact;

namespace Edge.Information.Tests;

public sealed class PlaneCalculatorTests
{
    [Fact]
    public void Points_EveryLayer_CarriesOriginAndInformation()
    {
        var table = SampleTables.Create(300, 6, true, ("dense1", 4, 2), ("dense2", 2, 2), ("softmax", 1, 1));
        var points = PlaneCalculator.Points(table);
        Assert.Equal(["dense1", "dense2", "softmax"], points.Select(point => point.Name));
        foreach (var (point, layer) in points.Zip(table.Layers))
        {
            var codes = layer.Codes;
            var slow = new SlowInformation(codes.ToCodes<uint>(), 300, codes.Width, table.Rows.Labels, table.Rows.InputClasses, table.Rows.Weights);
            Assert.Equal(slow.HX, point.HX, 1e-12);
            Assert.Equal(slow.HY, point.HY, 1e-12);
            Assert.Equal(slow.HT, point.HT, 1e-12);
            Assert.Equal(slow.IXT, point.IXT, 1e-12);
            Assert.Equal(slow.ITY, point.ITY, 1e-12);
            Assert.Equal(
                (3, 8000, "/dev/ttyUSB0", "test", 300L, (long)slow.Distinct),
                (point.Run, point.Epoch, point.Device, point.Rows, point.Count, point.Distinct));
        }

        Assert.Equal([1, 2, 3], points.Select(point => point.Layer));
    }

    [Fact]
    public void Points_DistinctCodes_AreMarkedSaturated()
    {
        var codes = PackedCodes.FromInts(Enumerable.Range(0, 64).ToArray(), 64, 1, 6);
        var coarse = PackedCodes.FromInts(Enumerable.Range(0, 64).Select(row => row / 2).ToArray(), 64, 1, 6);
        var table = new CodeTable(new CodeOrigin(), new CodeRows(new int[64]), [new CodeLayer("dense1", codes), new CodeLayer("dense2", coarse)]);
        Assert.Equal([(6.0, true), (5.0, false)], PlaneCalculator.Points(table).Select(point => (point.IXT, point.Saturated)));
    }
}
