using Edge.Information;
using Edge.Reports.Planes;

namespace Edge.Reports.Tests;

public class PlaneViewTests
{
    private static readonly PlanePoint Point = new(0, 10, 2, "dense2", "host", "all", 4096, 12, 1, 3, 3, 0.5, 9, false);

    [Fact]
    public void Runs_AreAveragedPerLayerAndEpoch()
    {
        PlanePoint[] points =
        [
            Point with { Run = 1, IXT = 5, ITY = 0.75, Saturated = true },
            Point,
            Point with { Layer = 1, Name = "dense1" },
            Point with { Epoch = 0, IXT = 4 },
        ];
        PlaneView view = Assert.Single(PlaneView.PerDevice(points, withLogits: false));
        Assert.Equal(["dense1", "dense2"], view.Traces.Select(trace => trace.Name));
        Assert.Equal([0, 10], view.Traces[1].Points.Select(point => point.Epoch));
        TracePoint mean = view.Traces[1].Points[1];
        Assert.Equal((4, 0.625, 2, 1, true), (mean.IXT.Mean, mean.ITY.Mean, mean.Runs, mean.SaturatedRuns, mean.Saturated));
        Assert.Equal(Math.Sqrt(2), mean.IXT.Deviation, 1e-12);
        Assert.Equal((2, 10, "all", 4096), (view.Runs, view.LastEpoch, view.Rows, view.Count));
    }

    [Fact]
    public void Logits_AreDrawnOnlyOnRequest()
    {
        PlanePoint[] points = [Point, Point with { Layer = 3, Name = "logits" }, Point with { Layer = 4, Name = "softmax" }];
        Assert.Equal(["dense2", "softmax"], PlaneView.PerDevice(points, false)[0].Traces.Select(trace => trace.Name));
        Assert.Equal(["dense2", "logits", "softmax"], PlaneView.PerDevice(points, true)[0].Traces.Select(trace => trace.Name));
    }

    [Fact]
    public void PointsThatMakeNoPlane_AreRefusedWithWhatAndWhere()
    {
        Refused("There are no points");
        Refused("several row sets (all, train)", Point, Point with { Epoch = 11, Rows = "train" });
        Refused("two points for run 0, epoch 10, layer 2 on host", Point, Point with { IXT = 1 });
        Refused("two points for", Point, Point with { Layer = 3, Name = "logits" }, Point with { Layer = 3, Name = "logits" });
        Refused("Layer 2 is called dense2 and softmax", Point, Point with { Epoch = 11, Name = "softmax" });
        Refused("run 0, epoch 10, layer 2 on host holds a number", Point with { ITY = double.NaN });
        Refused("run 0, epoch -1, layer 2 on host holds a number", Point with { Epoch = -1 });
        Refused("run 0, epoch 10, layer 2 on host holds a number", Point with { HX = 0 });

        static void Refused(string part, params PlanePoint[] points)
        {
            ReportDataException refused = Assert.Throws<ReportDataException>(() => PlaneView.PerDevice(points, false));
            Assert.Contains(part, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
        }
    }

    [Fact]
    public void Comparison_CountsDifferencesAndTheLargest()
    {
        PlanePoint other = Point with { Device = "emulator" };
        PlanePoint[] points =
        [
            Point, Point with { Epoch = 11 }, Point with { Epoch = 12 }, Point with { Epoch = 13 },
            other, other with { Epoch = 11, IXT = 3.25 }, other with { Epoch = 12, ITY = 0.375, IXT = 2.9 }, other with { Epoch = 14 },
        ];
        DeviceComparison comparison = Assert.Single(DeviceComparison.WithFirst(points));
        Assert.Equal(new DeviceComparison("host", "emulator", 3, 2, 2, 0.25, 0.125), comparison);
        Assert.False(comparison.Agree);
        Assert.Equal(
            "host and emulator differ in 2 of 3 points, by at most 0.25 bits of I(X;T) and 0.125 bits of I(T;Y); 2 points only on one of them",
            comparison.ToString());
    }

    [Fact]
    public void Comparison_OfEqualDevices_Agrees()
    {
        DeviceComparison comparison = Assert.Single(DeviceComparison.WithFirst(Synthetic.Binary(2, 100, "host", "emulator")));
        Assert.True(comparison.Agree);
        Assert.Matches("^host = emulator in all [1-9][0-9]* points$", comparison.ToString());
    }

    [Theory]
    [InlineData(0, "host = emulator: 4096 rows x 7 layers x 38 epochs, 0 differences")]
    [InlineData(1, "host != emulator: 4096 rows x 7 layers x 38 epochs, 1 difference")]
    public void Verdict_IsOneLine(long differences, string line) =>
        Assert.Equal(line, new Verdict("host", "emulator", 4096, 7, 38, differences).ToString());
}
