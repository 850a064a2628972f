using Edge.Reports.Curves;
using Edge.Reports.Drawing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Reports.Tests;

public class LabelTests
{
    [Fact]
    public void SpreadLabels_KeepOrderAndDistanceAndStayInside()
    {
        Arbitrary<double[]> wanted = Gen.Choose(0, 2000).Select(value => value / 10.0).ArrayOf().Where(values => values.Length is > 0 and <= 14).ToArbitrary();
        Prop.ForAll(wanted, values =>
        {
            double[] heights = CurvePanel.Spread(values, 13, 0, 200);
            int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ThenBy(i => i)];
            return heights.All(height => height is >= 0 and <= 200.0001)
                && order.Zip(order.Skip(1)).All(pair => heights[pair.Second] - heights[pair.First] >= 13 - 1e-9);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(41, 43));
    }

    [Fact]
    public void SpreadLabels_WithRoom_StayWhereTheyAre() =>
        Assert.Equal([50, 20, 100], CurvePanel.Spread([50, 20, 100], 13, 0, 200));

    [Fact]
    public void PlacedLabels_AreAllThereAndNeverOverlapLeaveTheBoundsOrCoverWhatIsBlocked()
    {
        Box bounds = new(0, 0, 400, 300);
        Box blocked = new(100, 100, 160, 140);
        Gen<LabelAnchor> anchor =
            from x in Gen.Choose(0, 400)
            from y in Gen.Choose(0, 300)
            from width in Gen.Choose(20, 90)
            select new LabelAnchor("x", x, y, width, 14);
        Prop.ForAll(anchor.ArrayOf(6).ToArbitrary(), anchors =>
        {
            LabelPlacer placer = new(bounds);
            placer.Block(blocked);
            Box[] places = [.. placer.Place(anchors).OfType<Box>()];
            return places.Length == anchors.Length && places.All(place => place.Within(bounds) && !place.Overlaps(blocked))
                && places.Select((place, i) => places[(i + 1)..].Any(place.Overlaps)).All(overlap => !overlap);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(45, 47));
    }

    [Fact]
    public void WrappedLines_FitAndKeepTheText()
    {
        string text = "Network raj-szt; rows: all (4096); host = emulator in all 228 points; one run. " + new string('w', 200);
        IReadOnlyList<string> lines = FigureText.Wrap(text, 11, 200);
        Assert.All(lines, line => Assert.True(FigureText.Width(line, 11) <= 200));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void ColourScales_ChangeLightnessEvenlyAndHaveDistinctSteps()
    {
        foreach (ColourScale scale in (ColourScale[])[ColourScale.EpochLight, ColourScale.EpochDark, ColourScale.DepthLight, ColourScale.DepthDark])
        {
            double[] grey = [.. Enumerable.Range(0, scale.Count).Select(i => Luminance(scale[i]))];
            bool rising = grey[^1] > grey[0];
            Assert.All(grey.Zip(grey.Skip(1)), pair => Assert.True(rising ? pair.First < pair.Second : pair.First > pair.Second));
            Assert.Equal((0, scale.Count - 1), (scale.Step(-1), scale.Step(2)));
        }
    }

    // Relative luminance of sRGB, IEC 61966-2-1.
    private static double Luminance(string colour)
    {
        double[] linear = new double[3];
        for (int i = 0; i < 3; i++)
        {
            double encoded = Convert.ToInt32(colour.Substring(1 + (2 * i), 2), 16) / 255.0;
            linear[i] = encoded <= 0.04045 ? encoded / 12.92 : Math.Pow((encoded + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }
}
