using Edge.Cli.Reporting;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Experiments.Traces;
using Edge.Information;
using Edge.Reports;
using Edge.Reports.Observations;
using Edge.Reports.Reproduction;

namespace Edge.Cli.Reproduction;

/// <summary>What a finished run folder gives for the figures and findings of a paper. Traces are read one run at a time.</summary>
internal sealed class ReproducedFolder
{
    private const int MostEpochs = 48;

    private readonly RunFolder folder;
    private readonly HashSet<int> drawn;
    private readonly List<MetricsPoint> metrics = [];
    private readonly List<(string Rows, List<PlanePoint> Points, ObservationSet Observations)> planes = [];

    /// <summary>Reads the traces of all runs.</summary>
    /// <exception cref="RunFolderException">A trace is missing or can't be read.</exception>
    /// <exception cref="UsageException">The folder's network was trained elsewhere: there is no course of training to look at.</exception>
    public ReproducedFolder(RunFolder folder)
    {
        this.folder = folder;
        int[] measured = folder.MeasuredEpochs;
        if (measured.Length == 0)
        {
            throw new UsageException($"'{folder.Path}' has no measured epochs; a figure over the epochs needs some (--measure all)");
        }

        Measured = measured.Length;
        drawn = [.. EpochThinning.Choose(measured, MostEpochs)];
        foreach (int run in folder.Runs)
        {
            Add(RunTraces.Of(folder, run));
        }
    }

    /// <summary>Number of measured epochs.</summary>
    public int Measured { get; }

    /// <summary>Name of the network.</summary>
    public string Name => folder.Manifest.Settings.Network.Name;

    /// <summary>Accuracy and loss at the drawn epochs.</summary>
    public IReadOnlyList<MetricsPoint> Metrics => metrics;

    /// <summary>One plane for each row set, the one of the paper's figure first.</summary>
    public IReadOnlyList<ReproducedPlane> Planes() =>
    [
        .. planes.Select(plane => new ReproducedPlane(
            PlaneName(plane.Rows),
            plane.Rows,
            new NetworkReport(PlaneName(plane.Rows), FolderReport.Description(folder.Manifest), [], plane.Points, []),
            Measured,
            plane.Observations.Results())),
    ];

    /// <summary>The plane of the paper's figure.</summary>
    /// <param name="name">What to call it.</param>
    public NetworkReport FirstPlane(string name) => new(name, "", [], planes[0].Points, []);

    /// <summary>Row set of the paper's figure.</summary>
    public string FirstRows => planes[0].Rows;

    private string PlaneName(string rows) => planes.Count == 1 ? Name : $"{Name}, rows {rows}";

    private void Add(EpochTrace trace)
    {
        if (planes.Count == 0)
        {
            IReadOnlyList<PaperClaim> claims = Claims(folder.Manifest.Settings);
            planes.AddRange(trace.Header.Sets.Select(rows => (rows.Name, new List<PlanePoint>(), new ObservationSet(claims))));
        }

        for (int set = 0; set < planes.Count; set++)
        {
            RunTrace run = RunTraces.On(trace, set);
            planes[set].Observations.Add(run);
            if (set == 0)
            {
                AddMetrics(trace, run);
            }
        }

        foreach (PlanePoint point in trace.Points("host", drawn.Contains))
        {
            planes.Find(plane => plane.Rows == point.Rows).Points.Add(point);
        }
    }

    private void AddMetrics(EpochTrace trace, RunTrace run)
    {
        int place = 0;
        foreach (EpochRecord record in trace.Records())
        {
            if (drawn.Contains(record.Epoch))
            {
                metrics.Add(new MetricsPoint(
                    run.Run, record.Epoch, record.TrainingLoss, run.TrainAccuracy[place], run.TestAccuracy?[place], null));
            }

            place++;
        }
    }

    private static IReadOnlyList<PaperClaim> Claims(ExperimentSettings settings) => settings.About is null || settings.Network.Hidden.Count == 0
        ? []
        : PaperClaim.Of(settings.About.Paper, settings.Network.Hidden[0].Activation.ToString().ToLowerInvariant());
}
