using System.Globalization;
using System.Xml.Linq;
using Edge.Information;
using Edge.Reports.Curves;
using Edge.Reports.Gradients;
using Edge.Reports.Planes;

namespace Edge.Reports.Tests;

public class FigureTests
{
    private const string Hostile = "<script>\"&'\0\u001b]]> --> 層 " + "very-long-name-without-any-blank-at-all-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly FigureOptions Options = new() { Network = "raj-szt" };

    public static TheoryData<string> Figures => [.. All().Keys];

    [Theory]
    [MemberData(nameof(Figures))]
    public void EveryFigure_IsWellFormedAndKeepsItsTextInside(string name)
    {
        XElement root = XDocument.Parse(All()[name]()).Root!;
        Assert.Equal(Svg + "svg", root.Name);
        double[] box = [.. root.Attribute("viewBox")!.Value.Split(' ').Select(Number)];
        XElement[] texts = [.. root.Descendants(Svg + "text")];
        Assert.NotEmpty(texts);
        foreach (XElement text in texts.Where(text => text.Attribute("x") is not null))
        {
            double size = Number(text.Attribute("font-size")!.Value);
            double width = Drawing.FigureText.Width(text.Value, size) * 0.9;
            double x = Number(text.Attribute("x")!.Value);
            double left = text.Attribute("text-anchor")?.Value switch { "middle" => x - (width / 2), "end" => x - width, _ => x };
            Assert.True(left >= 0 && left + width <= box[2], $"'{text.Value}' reaches from {left} to {left + width} of {box[2]}.");
            Assert.InRange(Number(text.Attribute("y")!.Value), size * 0.7, box[3] - (size * 0.2));
        }
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void EveryFigure_IsTheSameEachTime(string name) => Assert.Equal(All()[name](), All()[name]());

    [Fact]
    public void Plane_DoesNotDependOnTheOrderOfRuns()
    {
        List<PlanePoint> points = Synthetic.Tanh(7, 100, "host");
        List<PlanePoint> shuffled = [.. points.OrderBy(point => (point.Run * 5) % 7)];
        Assert.NotEqual(points[0], shuffled[^1]);
        Assert.Equal(PlaneFigure.Write(points, Options), PlaneFigure.Write(shuffled, Options));
    }

    [Fact]
    public void Plane_ShowsEveryLayerAndEpochOnceWhereDevicesAgree()
    {
        List<PlanePoint> points = Synthetic.Binary(1, 8000, "host", "emulator");
        XElement root = XDocument.Parse(PlaneFigure.Write(points, Options)).Root!;
        Assert.Equal(points.Count / 2, Points(root).Count());
        Assert.Single(Panels(root));
        Assert.Contains("host = emulator in all", root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Plane_ShowsDevicesThatDifferSideBySide()
    {
        List<PlanePoint> points = Differing();
        XElement root = XDocument.Parse(PlaneFigure.Write(points, Options)).Root!;
        Assert.Equal(points.Count, Points(root).Count());
        Assert.Equal(2, Panels(root).Count());
        Assert.Contains("differ in", root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Planes_OfSeveralNetworks_StandSideBySideUnderTheirNames()
    {
        NetworkReport[] networks =
        [
            new("raj-szt", "", [], Synthetic.Binary(1, 100, "host", "emulator"), []),
            new("qat-szt", "", [], Synthetic.Tanh(1, 1000, "host"), []),
        ];
        XElement root = XDocument.Parse(PlaneFigure.WriteSideBySide(networks, "quickstart")).Root!;
        Assert.Equal(2, Panels(root).Count());
        Assert.Contains(root.Descendants(Svg + "text"), text => text.Value == "qat-szt, rows all");
        Assert.Contains("Network raj-szt; rows: all (4096); host = emulator in all", root.Value, StringComparison.Ordinal);
        Assert.Throws<ReportDataException>(() => PlaneFigure.WriteSideBySide([], "quickstart"));
    }

    [Fact]
    public void Planes_OfNetworksOfDifferentDepth_GiveALayerNameOneShape()
    {
        List<PlanePoint> deep = Synthetic.Binary(1, 10, "host");
        List<PlanePoint> shallow = [.. deep.Where(point => point.Layer is 1 or 2 or 6).Select(point => point with { Layer = Math.Min(3, point.Layer) })];
        XElement root = XDocument.Parse(PlaneFigure.WriteSideBySide([new("a", "", [], shallow, []), new("b", "", [], deep, [])], "t")).Root!;

        // The same shape has the same path commands; those of star, triangle and square differ.
        string[][] shapes = [.. Panels(root).Select(panel => Points(panel).Where(IsSoftmax).Select(Commands).Distinct().ToArray())];
        Assert.Equal(2, shapes.Length);
        Assert.Equal(Assert.Single(shapes[0]), Assert.Single(shapes[1]));

        static bool IsSoftmax(XElement point) => point.Value.StartsWith("softmax", StringComparison.Ordinal);
        static string Commands(XElement point) => string.Concat(point.Attribute("d")!.Value.Where(char.IsLetter));
    }

    [Fact]
    public void Plane_PutsAKnownPointBetweenItsTicks()
    {
        PlanePoint point = new(0, 0, 1, "dense1", "host", "all", 4096, 12, 1, 6, 6, 0.5, 64, false);
        XElement root = XDocument.Parse(PlaneFigure.Write([point], Options)).Root!;
        string start = Points(root).Single().Attribute("d")!.Value;

        // A circle's path starts at its leftmost point; its radius is half of the first arc's 'h' extent.
        string[] parts = start[1..].Split('a')[0].Split(' ');
        double radius = Number(start.Split('a')[1].Split(' ')[0]);
        (double x, double y) = (Number(parts[0]) + radius, Number(parts[1]));
        Assert.Equal(TickPosition(root, "6", "x"), x, 0.05);
        double low = TickPosition(root, "0.4", "y"), high = TickPosition(root, "0.6", "y");
        Assert.Equal(((low + high) / 2) - 4, y, 0.05);
    }

    [Fact]
    public void Plane_DrawsSaturatedPointsHollow()
    {
        PlanePoint point = new(0, 0, 1, "dense1", "host", "all", 4096, 12, 1, 12, 12, 1, 4096, true);
        XElement root = XDocument.Parse(PlaneFigure.Write([point], Options)).Root!;
        Assert.StartsWith("point hollow", Points(root).Single().Attribute("class")!.Value, StringComparison.Ordinal);
        Assert.Contains("hollow: saturated", root.Value, StringComparison.Ordinal);
        root = XDocument.Parse(PlaneFigure.Write([point with { Saturated = false }], Options)).Root!;
        Assert.StartsWith("point filled", Points(root).Single().Attribute("class")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("hollow", root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Plane_WithHiddenLayers_EnlargesThemBesideIt()
    {
        List<PlanePoint> points = Synthetic.Tanh(3, 1000, "host");
        XElement root = XDocument.Parse(PlaneFigure.Write(points, Options with { HiddenLayers = true })).Root!;
        XElement[] panels = [.. Panels(root)];
        Assert.Equal(2, panels.Length);
        int epochs = points.Select(point => point.Epoch).Distinct().Count();
        Assert.Equal((6 * epochs, 5 * epochs), (Points(panels[0]).Count(), Points(panels[1]).Count()));
        Assert.DoesNotContain(Points(panels[1]), point => point.Value.StartsWith("softmax", StringComparison.Ordinal));

        // The distance of the same two points of dense5 grows along both axes.
        double[] whole = Extent(panels[0]), enlarged = Extent(panels[1]);
        Assert.True(enlarged[0] > 1.5 * whole[0] && enlarged[1] > 1.5 * whole[1], $"{whole[0]} {whole[1]}, {enlarged[0]} {enlarged[1]}");

        // A network without hidden layers has nothing to enlarge.
        List<PlanePoint> one = [.. points.Where(point => point.Layer == 6)];
        Assert.Single(Panels(XDocument.Parse(PlaneFigure.Write(one, Options with { HiddenLayers = true })).Root!));

        static double[] Extent(XElement panel)
        {
            double[][] starts =
            [
                .. Points(panel).Where(point => point.Value.StartsWith("dense5", StringComparison.Ordinal))
                    .Select(point => point.Attribute("d")!.Value[1..].Split('L', 'l', 'a', 'h')[0].Split(' ').Select(Number).ToArray()),
            ];
            return [starts.Max(start => start[0]) - starts.Min(start => start[0]), starts.Max(start => start[1]) - starts.Min(start => start[1])];
        }
    }

    [Fact]
    public void Metrics_WithATestLoss_DrawBothLosses()
    {
        List<MetricsPoint> metrics = [.. Synthetic.Metrics(1, 100, 0.9).Select(point => point with { TestLoss = point.Epoch == 0 ? null : 0.1 + point.Loss })];
        XElement root = XDocument.Parse(MetricsFigure.Write(metrics, Options with { LossOf = "Loss of something." })).Root!;
        Assert.Equal((5 * metrics.Count) - 1, Points(root).Count());
        Assert.Contains("Loss of something.", root.Value, StringComparison.Ordinal);
        Assert.Equal(2, root.Descendants(Svg + "text").Count(text => text.Value == "test rows"));
    }

    [Fact]
    public void Information_DrawsSaturatedPointsHollowAndTheBounds()
    {
        PlanePoint point = new(0, 0, 1, "dense1", "host", "train", 3276, 11.6777, 0.9992, 11.6777, 11.6777, 0.9992, 3276, true);
        XElement root = XDocument.Parse(InformationFigure.Write([point, point with { Epoch = 1, IXT = 5, Saturated = false }], Options)).Root!;
        Assert.Equal([true, false, true, false], Points(root).Select(element => element.Attribute("class")!.Value.Contains("hollow", StringComparison.Ordinal)));
        Assert.Contains(root.Descendants(Svg + "text"), text => text.Value == "H(X) = 11.6777 bits");
        Assert.Contains(root.Descendants(Svg + "text"), text => text.Value == "H(Y) = 0.9992 bits");
        Assert.Contains("Rows: train (3276)", root.Value, StringComparison.Ordinal);
        Assert.Contains("hollow: saturated", root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Plane_OfRunsWithDifferentSplits_LabelsTheLargestEntropies()
    {
        PlanePoint point = new(0, 0, 1, "dense1", "host", "train", 3276, 11.5, 0.99, 2, 2, 0.5, 4, false);
        XElement root = XDocument.Parse(PlaneFigure.Write([point, point with { Run = 1, HX = 11.6, HY = 0.98 }], Options)).Root!;
        Assert.Contains(root.Descendants(Svg + "text"), text => text.Value == "H(X) ≤ 11.6 bits");
        Assert.Contains(root.Descendants(Svg + "text"), text => text.Value == "H(Y) ≤ 0.99 bits");
        Assert.Throws<ReportDataException>(() => PlaneFigure.Write([point, point with { Run = 1, Count = 3277 }], Options));
    }

    [Fact]
    public void Curves_OfSeveralRuns_HaveAreasAndDottedLines()
    {
        XElement root = XDocument.Parse(MetricsFigure.Write(Synthetic.Metrics(3, 100, 0.9), Options)).Root!;
        Assert.Equal(4, root.Descendants().Count(element => element.Attribute("class")?.Value.StartsWith("band ", StringComparison.Ordinal) == true));
        Assert.Equal(4, root.Descendants().Count(element => element.Attribute("class")?.Value.StartsWith("line deviation ", StringComparison.Ordinal) == true));
        Assert.Contains("areas: 95 % interval of the mean", root.Value, StringComparison.Ordinal);
        Assert.Contains(root.Descendants(Svg + "text"), text => text.Value == "integer, all");
    }

    [Fact]
    public void Plane_OfSeveralRuns_HasBarsAndSaysWhatTheyMean()
    {
        XElement one = XDocument.Parse(PlaneFigure.Write(Synthetic.Tanh(1, 1000, "host"), Options)).Root!;
        XElement many = XDocument.Parse(PlaneFigure.Write(Synthetic.Tanh(5, 1000, "host"), Options)).Root!;
        Assert.DoesNotContain(one.Descendants(), IsBar);

        // Two epochs, six layers, a thin and a thick bar each.
        Assert.Equal(2 * 6 * 2, many.Descendants().Count(IsBar));
        Assert.Contains("means of 5 runs", many.Value, StringComparison.Ordinal);
        Assert.Contains("Student t", many.Value, StringComparison.Ordinal);

        static bool IsBar(XElement element) => element.Attribute("class")?.Value.StartsWith("bar ", StringComparison.Ordinal) == true;
    }

    [Fact]
    public void Labels_OfTheLastEpoch_DoNotOverlap()
    {
        foreach (FigureUse use in Enum.GetValues<FigureUse>())
        {
            string svg = PlaneFigure.Write(Synthetic.Binary(1, 8000, "host"), Options with { Use = use });
            XElement root = XElement.Parse(svg);
            Drawing.Box[] boxes =
            [
                .. root.Descendants().Where(element => element.Attribute("class")?.Value == "halo").Select(element => Box(element.Elements().Single())),
            ];
            Assert.InRange(boxes.Length, 4, 6);
            for (int i = 0; i < boxes.Length; i++)
            {
                Assert.DoesNotContain(boxes[(i + 1)..], boxes[i].Overlaps);
            }
        }

        static Drawing.Box Box(XElement text)
        {
            double width = Drawing.FigureText.Width(text.Value, 12), x = Number(text.Attribute("x")!.Value), y = Number(text.Attribute("y")!.Value);
            double left = text.Attribute("text-anchor")?.Value switch { "middle" => x - (width / 2), "end" => x - width, _ => x };
            return new Drawing.Box(left, y - 10, left + width, y + 2);
        }
    }

    [Fact]
    public void Metrics_LeaveOutALossThatIsNotFiniteAndSaySo()
    {
        List<MetricsPoint> metrics = Synthetic.Metrics(1, 100, 0.9);
        metrics[3] = metrics[3] with { Loss = double.NaN };
        XElement root = XDocument.Parse(MetricsFigure.Write(metrics, Options)).Root!;
        Assert.Equal((4 * metrics.Count) - 1, Points(root).Count());
        Assert.Contains($"Loss not finite at 1 of {metrics.Count} points", root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_WithoutADevice_DrawNoDeviceLine()
    {
        List<MetricsPoint> metrics = [.. Synthetic.Metrics(1, 100, 0.9).Select(point => point with { DeviceAccuracy = null })];
        XElement root = XDocument.Parse(MetricsFigure.Write(metrics, Options)).Root!;
        Assert.DoesNotContain("integer", root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_WithoutTestRows_DrawNoTestLine()
    {
        List<MetricsPoint> metrics = [.. Synthetic.Metrics(1, 100, 0.9).Select(point => point with { TestAccuracy = null })];
        XElement root = XDocument.Parse(MetricsFigure.Write(metrics, Options)).Root!;
        Assert.DoesNotContain("test rows", root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_ThatCannotBe_AreRefused()
    {
        MetricsPoint point = new(0, 1, 1, 0.5, 0.5, null);
        Assert.Throws<ReportDataException>(() => MetricsFigure.Write([], Options));
        Assert.Throws<ReportDataException>(() => MetricsFigure.Write([point, point], Options));
        Assert.Throws<ReportDataException>(() => MetricsFigure.Write([point with { TrainAccuracy = 1.01 }], Options));
        Assert.Throws<ReportDataException>(() => MetricsFigure.Write([point with { DeviceAccuracy = double.NaN }], Options));
    }

    private static Dictionary<string, Func<string>> All()
    {
        PlanePoint hostile = new(0, 0, 1, Hostile, Hostile, Hostile, 1, 1, 0, 0, 0, 0, 1, false);
        FigureOptions named = Options with { Network = Hostile };
        FigureOptions logits = Options with { Logits = true };
        return new Dictionary<string, Func<string>>
        {
            ["binary"] = () => PlaneFigure.Write(Synthetic.Binary(1, 8000, "host", "emulator"), Options),
            ["tanh"] = () => PlaneFigure.Write(Synthetic.Tanh(1, 8000, "host"), logits),
            ["runs"] = () => PlaneFigure.Write(Synthetic.Tanh(5, 1000, "host"), Options),
            ["hidden layers"] = () => PlaneFigure.Write(Synthetic.Tanh(5, 1000, "host"), Options with { HiddenLayers = true }),
            ["differing"] = () => PlaneFigure.Write(Differing(), Options),
            ["networks"] = () => PlaneFigure.WriteSideBySide(
                [new("raj-szt", "", [], Synthetic.Binary(1, 8000, "host", "emulator"), []), new(Hostile, "", [], Differing(), [])], Hostile),
            ["initial"] = () => PlaneFigure.Write(Synthetic.Tanh(1, 0, "host"), Options),
            ["hostile"] = () => PlaneFigure.Write([hostile, hostile with { Device = "other" + Hostile, ITY = 0.25 }], named),
            ["no name"] = () => PlaneFigure.Write([hostile], Options with { Network = "" }),
            ["metrics"] = () => MetricsFigure.Write(Synthetic.Metrics(3, 8000, 0.98), named),
            ["one metric"] = () => MetricsFigure.Write([new MetricsPoint(0, 0, double.NaN, 1, 1, 1)], Options with { Network = "" }),
            ["information"] = () => InformationFigure.Write(Synthetic.Tanh(3, 8000, "host"), Options),
            ["gradients"] = () => GradientFigure.Write(Synthetic.Gradients(3, 8000), Options),
            ["no gradients"] = () => GradientFigure.Write([new GradientPoint(0, 1, 1, Hostile, 0, 0, 0, 1)], named),
            ["hostile information"] = () => InformationFigure.Write([hostile], named),
        };
    }

    private static List<PlanePoint> Differing() =>
        [.. Synthetic.Binary(1, 1000, "host", "emulator").Select(point =>
            point.Device == "emulator" && point.Layer == 6 ? point with { IXT = point.IXT * 0.8 } : point)];

    private static IEnumerable<XElement> Points(XElement root) =>
        root.Descendants().Where(element => element.Attribute("class")?.Value.StartsWith("point ", StringComparison.Ordinal) == true);

    private static IEnumerable<XElement> Panels(XElement root) =>
        root.Descendants().Where(element => element.Attribute("class")?.Value == "panel");

    private static double TickPosition(XElement root, string label, string attribute) =>
        Number(root.Descendants(Svg + "text").First(text => text.Value == label).Attribute(attribute)!.Value);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
