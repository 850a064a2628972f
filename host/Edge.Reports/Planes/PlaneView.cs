using System.Globalization;
using Edge.Information;
using Edge.Reports.Statistics;

namespace Edge.Reports.Planes;

/// <summary>What is drawn of one network on one row set from one device: runs averaged, layers in order, bounds.</summary>
public sealed class PlaneView
{
    // Of the hidden layers: some room around their points, and never so little that the axis shows rounding alone.
    private const double Room = 0.05;
    private const double LeastShare = 0.02;

    private PlaneView(PlaneView whole, IReadOnlyList<PlaneTrace> traces, double fromIXT, double fromITY)
    {
        (Device, Rows, Count, HX, HY, Runs, LastEpoch) = (whole.Device, whole.Rows, whole.Count, whole.HX, whole.HY, whole.Runs, whole.LastEpoch);
        (FewestRuns, HXText, HYText) = (whole.FewestRuns, whole.HXText, whole.HYText);
        (Traces, FromIXT, FromITY) = (traces, fromIXT, fromITY);
    }

    private PlaneView(IReadOnlyList<PlanePoint> points, IReadOnlyList<PlaneTrace> traces)
    {
        PlanePoint first = points[0];
        Device = first.Device;
        Rows = first.Rows;
        Count = first.Count;
        HX = points.Max(point => point.HX);
        HY = points.Max(point => point.HY);
        Runs = points.Select(point => point.Run).Distinct().Count();
        LastEpoch = points.Max(point => point.Epoch);
        Traces = traces;
        int[] runsAtEpochs = [.. traces.SelectMany(trace => trace.Points).Select(point => point.Runs)];
        (FewestRuns, bool oneHX, bool oneHY) = (runsAtEpochs.Min(), points.All(point => point.HX == HX), points.All(point => point.HY == HY));
        HXText = (oneHX ? " = " : " ≤ ") + HX.ToString("0.####", CultureInfo.InvariantCulture) + " bits";
        HYText = (oneHY ? " = " : " ≤ ") + HY.ToString("0.####", CultureInfo.InvariantCulture) + " bits";
    }

    /// <summary>What computed the codes.</summary>
    public string Device { get; }

    /// <summary>Name of the row set.</summary>
    public string Rows { get; }

    /// <summary>Number of rows in that set.</summary>
    public long Count { get; }

    /// <summary>H(X) in bits; the largest, where runs have different splits.</summary>
    public double HX { get; }

    /// <summary>H(Y) in bits; the largest, where runs have different splits.</summary>
    public double HY { get; }

    /// <summary>Where the axis of I(X;T) begins, in bits; 0 where the plane is whole.</summary>
    internal double FromIXT { get; }

    /// <summary>Where the axis of I(T;Y) begins, in bits; 0 where the plane is whole.</summary>
    internal double FromITY { get; }

    /// <summary>
    /// The hidden layers alone, on axes that begin a little below their lowest mean at any epoch: the enlarged halves of figures 5 and 6 of
    /// Lorenzen et al. 2022. Null where there is no hidden layer.
    /// </summary>
    internal PlaneView? Hidden()
    {
        List<PlaneTrace> hidden = [.. Traces.SkipLast(1).Where(trace => trace.Name != "logits")];
        if (hidden.Count == 0)
        {
            return null;
        }

        double ixt = hidden.SelectMany(trace => trace.Points).Min(point => point.IXT.Mean);
        double ity = hidden.SelectMany(trace => trace.Points).Min(point => point.ITY.Mean);
        return new PlaneView(this, hidden, From(ixt, HX), From(ity, HighestITY));

        static double From(double lowest, double highest) =>
            Math.Max(0, Math.Min(lowest - (Room * (highest - lowest)), (1 - LeastShare) * highest));
    }

    /// <summary>Where the axis of I(T;Y) ends: H(Y), or one bit where all labels are (nearly) alike.</summary>
    internal double HighestITY => HY >= 1e-3 ? HY : 1;

    /// <summary>Number of runs.</summary>
    public int Runs { get; }

    /// <summary>In how many runs the epoch is measured that the fewest have reached.</summary>
    internal int FewestRuns { get; }

    /// <summary>The runs in words, for captions.</summary>
    internal string RunsText =>
        Runs == 1 ? "one run"
        : FewestRuns == Runs ? string.Create(CultureInfo.InvariantCulture, $"means of {Runs} runs")
        : string.Create(CultureInfo.InvariantCulture, $"means of the {FewestRuns} to {Runs} runs that have reached an epoch");

    /// <summary>H(X) as it stands behind its letter: <c> = 12 bits</c>, or <c> ≤ 12 bits</c> where runs have different splits.</summary>
    internal string HXText { get; }

    /// <summary>H(Y) as it stands behind its letter.</summary>
    internal string HYText { get; }

    /// <summary>The last epoch of any run.</summary>
    public int LastEpoch { get; }

    /// <summary>One trace per layer, from the input on.</summary>
    public IReadOnlyList<PlaneTrace> Traces { get; }

    /// <summary>Collects the points of each device. The order of the points does not matter.</summary>
    /// <param name="points">Points of one network on one row set, from one or more devices.</param>
    /// <param name="withLogits">Whether the layer <c>logits</c> is drawn too.</param>
    /// <returns>One view per device, in the order in which the devices first appear.</returns>
    /// <exception cref="ReportDataException">
    /// There are no points, several row sets or row counts, a point twice, a layer with two names, or a value that is not finite.
    /// </exception>
    public static IReadOnlyList<PlaneView> PerDevice(IReadOnlyList<PlanePoint> points, bool withLogits)
    {
        List<PlanePoint> drawn = [.. points.Where(point => withLogits || point.Name != "logits")];
        if (drawn.Count == 0)
        {
            throw new ReportDataException("There are no points to draw on the plane; record at least one layer of one epoch.");
        }

        HashSet<(string Device, string Rows, int Run, int Epoch, int Layer)> seen = [];
        foreach (PlanePoint point in points)
        {
            if (!seen.Add((point.Device, point.Rows, point.Run, point.Epoch, point.Layer)))
            {
                throw new ReportDataException($"There are two points for {Where(point)}; keep one.");
            }
        }

        string[] rowSets = [.. points.Select(point => point.Rows).Distinct()];
        if (rowSets.Length > 1)
        {
            throw new ReportDataException(
                $"The points are of several row sets ({string.Join(", ", rowSets)}); a plane shows one: choose the points of one.");
        }

        if (points.FirstOrDefault(point => point.Count != points[0].Count) is PlanePoint odd)
        {
            throw new ReportDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"The row set {odd.Rows} has {points[0].Count} rows and, in run {odd.Run}, {odd.Count}; draw runs on equally many rows."));
        }

        foreach (PlanePoint point in drawn)
        {
            bool finite = double.IsFinite(point.HX + point.HY + point.HT + point.IXT + point.ITY);
            if (!finite || point.Epoch < 0 || point.HX <= 0 || point.HY < 0)
            {
                throw new ReportDataException($"The point of {Where(point)} holds a number that no plane can hold; compute it anew.");
            }
        }

        return [.. drawn.GroupBy(point => point.Device).Select(device => new PlaneView([.. device], Trace(device)))];
    }

    private static List<PlaneTrace> Trace(IEnumerable<PlanePoint> points)
    {
        List<PlaneTrace> traces = [];
        foreach (IGrouping<int, PlanePoint> layer in points.GroupBy(point => point.Layer).OrderBy(group => group.Key))
        {
            string name = layer.First().Name;
            if (layer.FirstOrDefault(point => point.Name != name) is PlanePoint other)
            {
                throw new ReportDataException($"Layer {layer.Key} is called {name} and {other.Name}; draw one network at a time.");
            }

            List<TracePoint> trace = [];
            foreach (IGrouping<int, PlanePoint> epoch in layer.GroupBy(point => point.Epoch).OrderBy(group => group.Key))
            {
                // Sums depend on their order: by run, the bytes of the figure do not depend on the order of the points.
                List<PlanePoint> runs = [.. epoch.OrderBy(point => point.Run)];
                trace.Add(new TracePoint(
                    epoch.Key,
                    Of(runs, point => point.HT),
                    Of(runs, point => point.IXT),
                    Of(runs, point => point.ITY),
                    Of(runs, point => point.Distinct),
                    runs.Count(point => point.Saturated)));
            }

            traces.Add(new PlaneTrace(layer.Key, name, trace));
        }

        return traces;
    }

    private static Summary Of(List<PlanePoint> runs, Func<PlanePoint, double> value) => Summary.Of([.. runs.Select(value)]);

    private static string Where(PlanePoint point) => $"run {point.Run}, epoch {point.Epoch}, layer {point.Layer} on {point.Device}";
}
