using System.Globalization;
using System.Xml.Linq;
using Edge.Reports.Gradients;
using Edge.Reports.Observations;
using Edge.Reports.Page;
using Edge.Reports.Reproduction;

namespace Edge.Reports.Tests.Gradients;

public sealed class GradientTests
{
    private static readonly FigureOptions Options = new() { Network = "raj-szt" };

    [Fact]
    public void Figure_HasEveryNormOnceAndNamesTheLayers()
    {
        List<GradientPoint> points = Synthetic.Gradients(1, 100);
        XElement root = XDocument.Parse(GradientFigure.Write(points, Options)).Root!;
        Assert.Equal(4 * points.Count, root.Descendants().Count(HasClass("point ")));

        // Full and dashed lines of six layers in two panels; names at the full ones alone.
        XElement[] lines = [.. root.Descendants().Where(HasClass("line "))];
        Assert.Equal((24, 12), (lines.Length, lines.Count(line => line.Attribute("stroke-dasharray") is not null)));
        Assert.Equal(12, root.Descendants().Count(HasClass("name ")));
        Assert.Contains("dense1, variance, epoch 100\n6.25e-2", root.Value, StringComparison.Ordinal);
        Assert.Contains("dense1, standard deviation, epoch 100\n1.67e-1", root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Figure_AxesAreLogarithmic()
    {
        List<GradientPoint> points = [.. Synthetic.Gradients(1, 1000).Where(point => point.Layer == 1)];
        XElement root = XDocument.Parse(GradientFigure.Write(points, Options)).Root!;
        string path = root.Descendants().First(HasClass("line ")).Attribute("d")!.Value;
        double[] heights = [.. path[1..].Split('L').Select(point => double.Parse(point.Split(' ')[1], CultureInfo.InvariantCulture))];
        int[] epochs = [.. points.Select(point => point.Epoch)];

        // The norm is epoch^-1/2: equal ratios of epochs are equal distances.
        double perDecade = (heights[^1] - heights[0]) / 3;
        Assert.All(epochs.Zip(heights), pair => Assert.Equal(heights[0] + (perDecade * Math.Log10(pair.First)), pair.Second, 0.2));
    }

    [Fact]
    public void Figure_LeavesOutWhatIsNotFiniteAndSaysSo()
    {
        List<GradientPoint> points = Synthetic.Gradients(1, 100);
        points[0] = points[0] with { WeightNorm = 0 };
        Assert.Contains($"Not finite at 1 of {points.Count} points, left out.", GradientFigure.Write(points, Options), StringComparison.Ordinal);
        Assert.Throws<ReportDataException>(() => GradientFigure.Write([], Options));
        Assert.Throws<ReportDataException>(() => GradientFigure.Write([points[1], points[1]], Options));
    }

    [Fact]
    public void Csv_HoldsTheMeansThatAreDrawn()
    {
        List<GradientPoint> points = Synthetic.Gradients(3, 100);
        using StringWriter text = new();
        MeanGradientCsv.Write(text, points);
        string[][] lines = [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        Assert.Equal((points.Count / 3) + 1, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        Assert.Equal(["6", "logits", "100", "3"], lines[^1].Take(4));
        GradientPoint[] last = [.. points.Where(point => point.Layer == 6 && point.Epoch == 100)];
        Assert.Equal(last.Average(point => point.MeanNorm), Value("mean_norm"), 12);
        Assert.Equal(last.Average(point => point.DeviationNorm / point.WeightNorm), Value("relative_deviation"), 12);
        Assert.Equal(last.Average(point => point.VarianceNorm), Value("variance_norm"), 12);

        double Value(string column) => double.Parse(lines[^1][Array.IndexOf(lines[0], column)], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Scale_AndNoise_FollowTheirRules()
    {
        int[] epochs = [.. Enumerable.Range(1, 100)];
        double[] mean = [.. epochs.Select(epoch => 1.0 / epoch)];
        double[] same = [.. mean.Select(value => 0.5 * value)];
        double[] constant = [.. epochs.Select(_ => 0.2)];
        GradientScale observation = new();
        observation.Add(new GradientTrace(["quiet", "noisy"], epochs, [mean, mean], [same, constant], [same, constant]));
        IReadOnlyList<Finding> findings = observation.Results();
        Assert.Equal(["1 of 1 run", "0 of 1 run"], findings[0].Lines.Select(line => line[1]));
        Assert.Equal(["0 of 1 run", "1 of 1 run"], findings[1].Lines.Select(line => line[1]));
        Assert.Equal(["0.500", "0.200"], findings[1].Lines.Select(line => line[2]));
        Assert.Equal("In all layers at every epoch in 0 of 1 run.", findings[0].Answer);
        Assert.Throws<InvalidOperationException>(() => new GradientScale().Results());
    }

    [Fact]
    public void Page_ShowsFigureAndFindings()
    {
        Finding finding = new("asked <", "rule", "yes", [], []);
        ReproducedPlane plane = new("codes", "all", new NetworkReport("net", "", [], Synthetic.Tanh(1, 50, "host"), []), 51, []);
        ReproductionContent content = new("t", [], "a network", Synthetic.Metrics(1, 50, 0.9), [plane], null);
        string page = ReproductionPage.Write(content with { Gradients = new ReproducedGradients(Synthetic.Gradients(1, 50), [finding]) });
        Assert.Contains("Norms of the gradients of net against the epoch", page, StringComparison.Ordinal);
        Assert.Contains("asked &lt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Norms of the gradients", ReproductionPage.Write(content), StringComparison.Ordinal);
    }

    private static Func<XElement, bool> HasClass(string start) =>
        element => element.Attribute("class")?.Value.StartsWith(start, StringComparison.Ordinal) == true;
}
