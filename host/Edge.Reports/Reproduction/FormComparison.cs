using System.Globalization;
using Edge.Reports.Observations;
using Edge.Reports.Planes;
using Edge.Reports.Statistics;
using MathNet.Numerics.Distributions;

namespace Edge.Reports.Reproduction;

/// <summary>Two forms of one experiment, side by side: as the paper computed it and as a device does, for example.</summary>
/// <param name="One">Plane of this form.</param>
/// <param name="Other">Plane of the other form, on the same row set.</param>
public sealed record FormComparison(NetworkReport One, NetworkReport Other)
{
    private const string Rule =
        "Means over the runs at the last epoch drawn of each form, with half their 95 % intervals; difference: the first minus the second, with half the 95 % interval "
        + "of a difference of means with unequal variances (Welch). A star marks a difference whose interval leaves out 0.";

    /// <summary>The planes of both, one above the other, the hidden layers of each enlarged beside it.</summary>
    /// <param name="use">Where the figure will stand.</param>
    /// <returns>SVG.</returns>
    public string Figure(FigureUse use) => PlaneFigure.WriteSideBySide([One, Other], $"{One.Name} and {Other.Name}", use, hiddenLayers: true);

    /// <summary>How far their ends are apart.</summary>
    public Finding Differences()
    {
        PlaneView one = View(One);
        PlaneView other = View(Other);
        List<string[]> lines = [];
        int different = 0;
        foreach (PlaneTrace trace in one.Traces)
        {
            if (other.Traces.FirstOrDefault(candidate => candidate.Name == trace.Name) is not PlaneTrace second)
            {
                continue;
            }

            (TracePoint a, TracePoint b) = (trace.Points[^1], second.Points[^1]);
            string input = Difference(a.IXT, b.IXT);
            string label = Difference(a.ITY, b.ITY);
            different += input.EndsWith('*') || label.EndsWith('*') ? 1 : 0;
            lines.Add([trace.Name, Text(a.IXT), Text(b.IXT), input, Text(a.ITY), Text(b.ITY), label]);
        }

        string answer = string.Create(
            CultureInfo.InvariantCulture,
            $"{One.Name} ({one.Runs} runs, epoch {one.LastEpoch}) and {Other.Name} ({other.Runs} runs, epoch {other.LastEpoch}) differ in {different} of {lines.Count} layers.");
        return new Finding(
            "Two forms of one experiment",
            Rule,
            answer,
            ["layer", $"I(X;T) {One.Name}", Other.Name, "difference", $"I(T;Y) {One.Name}", Other.Name, "difference"],
            lines);
    }

    /// <summary>Half the 95 % interval of the difference of two means (Welch, Biometrika 34, 1947); 0 where neither varies or has two runs.</summary>
    internal static double HalfWidth95(Summary a, Summary b)
    {
        double va = a.Deviation * a.Deviation / a.Count;
        double vb = b.Deviation * b.Deviation / b.Count;
        if (va + vb == 0 || a.Count < 2 || b.Count < 2)
        {
            return 0;
        }

        double freedom = (va + vb) * (va + vb) / ((va * va / (a.Count - 1)) + (vb * vb / (b.Count - 1)));
        return StudentT.InvCDF(0, 1, freedom, 0.975) * Math.Sqrt(va + vb);
    }

    private static PlaneView View(NetworkReport network) => PlaneView.PerDevice(network.On(network.RowSets[0]), network.Logits)[0];

    private static string Text(Summary value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value.Mean:0.000} ± {value.HalfWidth95:0.000}");

    private static string Difference(Summary a, Summary b)
    {
        double half = HalfWidth95(a, b);
        double difference = a.Mean - b.Mean;
        string star = half > 0 && Math.Abs(difference) > half ? " *" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{difference:0.000} ± {half:0.000}{star}");
    }
}
