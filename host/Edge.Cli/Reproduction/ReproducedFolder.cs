using Edge.Cli.Reporting;
using Edge.Devices;
using Edge.Experiments.Data;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Experiments.Traces;
using Edge.Information;
using Edge.Information.Binned;
using Edge.Reports;
using Edge.Reports.Observations;
using Edge.Reports.Reproduction;
using Edge.Training.Networks;

namespace Edge.Cli.Reproduction;

/// <summary>What a finished run folder gives for the figures and findings of a paper. Traces are read one run at a time.</summary>
internal sealed class ReproducedFolder
{
    private const int MostEpochs = 48;
    private const int MostDrawn = 4;

    private readonly RunFolder folder;
    private readonly double stuckBelow;
    private readonly List<MetricsPoint> metrics = [];
    private readonly List<PlaneInRuns> planes = [];
    private readonly GradientsInRuns gradients = new();

    /// <summary>Reads the traces of all runs.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="stuckBelow">A run whose accuracy on the training rows ends below this, 0 to 1, counts as stuck.</param>
    /// <exception cref="RunFolderException">A trace is missing or can't be read.</exception>
    /// <exception cref="UsageException">Nothing was measured over the epochs.</exception>
    public ReproducedFolder(RunFolder folder, double stuckBelow = AccuracySpread.OfTwoClasses)
    {
        this.folder = folder;
        this.stuckBelow = stuckBelow;
        if (folder.MeasuredEpochs.Length == 0)
        {
            throw new UsageException($"'{folder.Path}' has no measured epochs; a figure over the epochs needs some (measure: all)");
        }

        foreach (int run in folder.Runs)
        {
            EpochTrace trace = RunTraces.Of(folder, run);
            AddMetrics(trace);
            gradients.Add(trace, Drawn(trace));
            Add(trace);
            if (folder.BinnedTrace(run) is EpochTrace bins)
            {
                Add(bins);
            }
        }
    }

    /// <summary>Name of the network.</summary>
    public string Name => folder.Manifest.Settings.Network.Name;

    /// <summary>Accuracy and loss at the drawn epochs.</summary>
    public IReadOnlyList<MetricsPoint> Metrics => metrics;

    /// <summary>Norms of the gradients; null where they were not recorded.</summary>
    public ReproducedGradients? Gradients() => gradients.Result();

    /// <summary>One plane for each series and row set, that of the paper's figure first.</summary>
    public IReadOnlyList<ReproducedPlane> Planes() =>
        [.. planes.Select(plane => plane.Result(PlaneName(plane), Description(plane)) with { WithFigures = Drawn().Contains(plane) })];

    /// <summary>The plane of the paper's figure.</summary>
    /// <param name="name">What to call it.</param>
    public NetworkReport FirstPlane(string name) => new(name, "", [], planes[0].Points, []);

    /// <summary>Row set of the paper's figure.</summary>
    public string FirstRows => planes[0].Rows;

    // The papers' figures are of one row set, Raj et al.'s figure 5 also of the test rows.
    private IEnumerable<PlaneInRuns> Drawn() =>
        planes.Where(plane => plane.Rows == FirstRows).Concat(planes.Where(plane => plane.Rows == RowSet.Test && FirstRows != RowSet.Test)).Take(MostDrawn);

    private string PlaneName(PlaneInRuns plane) =>
        (plane.Series == planes[0].Series ? Name : $"{Name}, {plane.Series}") + (plane.Rows == FirstRows ? "" : $", rows {plane.Rows}");

    private string Description(PlaneInRuns plane) =>
        plane.Series == planes[0].Series ? FolderReport.Description(folder.Manifest) : $"The same runs, series {plane.Series}.";

    private void Add(EpochTrace trace)
    {
        HashSet<int> wanted = Drawn(trace);
        for (int series = 0; series < trace.Header.Series.Count; series++)
        {
            string name = trace.Header.Series[series].Name;
            List<PlanePoint> points = [.. trace.Points("host", series, wanted.Contains)];
            for (int set = 0; set < trace.Header.Sets.Count; set++)
            {
                string rows = trace.Header.Sets[set].Name;
                PlaneInRuns? plane = planes.Find(one => one.Series == name && one.Rows == rows);
                if (plane is null)
                {
                    plane = new PlaneInRuns(name, rows, PaperOf(name), stuckBelow);
                    planes.Add(plane);
                }

                plane.Add(RunTraces.On(trace, series, set), points.Where(point => point.Rows == rows));
            }
        }
    }

    private static HashSet<int> Drawn(EpochTrace trace) =>
        [.. EpochThinning.Choose([.. Enumerable.Range(0, trace.Count).Select(trace.EpochAt)], MostEpochs)];

    private void AddMetrics(EpochTrace trace)
    {
        RunTrace run = RunTraces.On(trace, 0, 0);
        Dictionary<int, FloatMetrics> atCheckpoints = folder.Records(run.Run, DeviceCatalog.Host)
            .Where(record => record.Float is not null).ToDictionary(record => record.Epoch, record => record.Float!);

        // The loss on test rows of an integer model's network stands at its checkpoints alone.
        HashSet<int> drawn = Drawn(trace);
        if (folder.HasModels && atCheckpoints.Count > 0)
        {
            drawn.UnionWith(EpochThinning.Choose([.. atCheckpoints.Keys.Order()], MostEpochs));
        }

        int place = 0;
        foreach (EpochRecord record in trace.Records())
        {
            if (drawn.Contains(record.Epoch))
            {
                FloatMetrics? evaluated = atCheckpoints.GetValueOrDefault(record.Epoch);

                // Before the first step there is no loss of training: that of the evaluation stands in.
                double loss = record.Epoch == 0 ? evaluated?.TrainLoss ?? double.NaN : record.TrainingLoss;
                metrics.Add(new MetricsPoint(
                    run.Run, record.Epoch, loss, run.TrainAccuracy[place], run.TestAccuracy?[place], null)
                {
                    TestLoss = double.IsNaN(record.TestLoss) ? evaluated?.TestLoss : record.TestLoss,
                });
            }

            place++;
        }
    }

    /// <summary>What the paper says about a series.</summary>
    private IReadOnlyList<PaperClaim> PaperOf(string series)
    {
        ExperimentSettings settings = folder.Manifest.Settings;
        if (settings.About is null || settings.Network.Hidden.Count == 0)
        {
            return [];
        }

        if (series == TracedSeries.BatchNorm)
        {
            return settings.Network.FloatArithmetic is null ? PaperClaim.OfBatchNorm(settings.About.Paper) : [];
        }

        BinningSpec? bins = settings.Series?.Bins.FirstOrDefault(bin => bin.Name() == series);
        bool floats = settings.Network.Hidden[0].ActivationBits == FloatArithmeticSpec.FloatBits;
        return bins is null && floats
            ? []
            : PaperClaim.Of(settings.About.Paper, settings.Network.Hidden[0].Activation.ToString().ToLowerInvariant(), bins?.Bins);
    }
}
