using Edge.Core.Models;
using Edge.Devices.Recording;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Files;
using Edge.Inference.Files;
using Edge.Information;
using Edge.Reports;
using Edge.Reports.Csv;
using Edge.Reports.Planes;
using Edge.Training.Networks;

namespace Edge.Cli.Reporting;

/// <summary>Hands what a run folder holds to the writers of tables, figures and pages.</summary>
internal sealed class FolderReport
{
    private const int SeriesOnPage = 3;

    private readonly RunFolder folder;
    private readonly IReadOnlyList<PlanePoint> points;

    /// <summary>Reads the folder's journals.</summary>
    /// <exception cref="RunFolderException">A journal is damaged.</exception>
    /// <exception cref="UsageException">Nothing is measured yet.</exception>
    public FolderReport(RunFolder folder)
    {
        this.folder = folder;
        points = folder.Points();
        if (points.Count == 0)
        {
            throw new UsageException($"'{folder.Path}' holds no measured checkpoint yet; give edge train the same command again to go on");
        }
    }

    /// <summary>Name of the network.</summary>
    public string Network => folder.Manifest.Settings.Network.Name;

    /// <summary>Row sets measured, the one that figures show first in front.</summary>
    public IReadOnlyList<string> RowSets => folder.Manifest.Settings.Rows;

    /// <summary>The table of all points.</summary>
    public string PlaneTablePath => Path.Combine(folder.Path, "plane.csv");

    /// <summary>Writes plane.csv into the folder.</summary>
    public void WritePlaneTable() => AtomicFile.WriteText(PlaneTablePath, PlaneTable());

    /// <summary>All points as CSV.</summary>
    public string PlaneTable()
    {
        using StringWriter text = new();
        PlaneCsv.Write(text, points.Concat(folder.SeriesPoints()));
        return text.ToString();
    }

    /// <summary>Writes every measured epoch of every run as CSV, run by run, so that memory does not grow with the runs.</summary>
    /// <exception cref="UsageException">There are no traces.</exception>
    public void WriteEveryEpoch(TextWriter writer)
    {
        IEnumerable<PlanePoint> codes = folder.Runs.SelectMany(run => folder.Trace(run)?.Points("host") ?? throw new UsageException(
            $"'{folder.Path}' holds no trace of run {run}; give edge train the same command again to make it"));
        PlaneCsv.Write(writer, codes.Concat(folder.SeriesPoints(everyEpoch: true)));
    }

    /// <summary>The information plane on one row set as SVG.</summary>
    public string PlaneSvg(string rows, bool logits) =>
        PlaneFigure.Write(On(rows), new FigureOptions { Network = Network, Logits = logits });

    /// <summary>
    /// What the page says about the network, on every row set measured; then about further series as if they were networks of their own, so
    /// that exact and binned information of the same runs stand side by side. A page has room for a few; all are in plane.csv.
    /// </summary>
    public IReadOnlyList<NetworkReport> ForPage()
    {
        IGrouping<string, PlanePoint>[] series = [.. folder.SeriesPoints().GroupBy(point => point.Series)];
        string others = Others([.. series.Skip(SeriesOnPage)]);
        return
        [
            new NetworkReport(Network, Description(folder.Manifest) + others, Shapes(), [.. RowSets.SelectMany(On)], Metrics()),
            .. series.Take(SeriesOnPage).Select(one => new NetworkReport(
                $"{Network}, {one.Key}", SeriesDescription.Of(one.Key, [.. one]), [], [.. RowSets.SelectMany(rows => one.Where(point => point.Rows == rows))], [])),
        ];
    }

    /// <summary>What the page says of series that it does not show.</summary>
    private static string Others(IReadOnlyList<IGrouping<string, PlanePoint>> series)
    {
        if (series.Count == 0)
        {
            return "";
        }

        string[] breaks =
        [
            .. from one in series
               let broken = SeriesDescription.Breaks([.. one])
               where broken is not null
               select $" In {one.Key} the data processing inequality is broken: {broken}.",
        ];
        return $" Not on this page but in plane.csv: {string.Join(", ", series.Select(one => one.Key))}." + string.Concat(breaks);
    }

    /// <summary>How each device compares with the host.</summary>
    public IEnumerable<Verdict> Verdicts() =>
        from device in folder.Devices()
        where device != "host"
        let records = folder.Records(device)
        where records.Count > 0
        select new Verdict("host", records[0].Device, records[0].Rows, Shapes().Count, records.Count, records.Sum(record => record.Differences))
        {
            Network = Network,
        };

    /// <summary>How folders made by one command came to be, for the page.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Origin(IReadOnlyList<FolderReport> folders)
    {
        RunManifest manifest = folders[0].folder.Manifest;
        ExperimentSettings settings = manifest.Settings;
        return
        [
            new("command", manifest.Command),
            new("data", $"{manifest.DataName}, {manifest.Rows} rows, SHA-256 {manifest.DataSha256}"),
            new(folders.Count == 1 ? "network" : "networks", string.Join(", ", folders.Select(report => report.Network))),
            new("rows of the planes", string.Join("; ", folders.Select(report => (folders.Count == 1 ? "" : report.Network + ": ") + string.Join(", ", report.RowSets)))),
            .. manifest.Imported is ImportOrigin imported
                ? (KeyValuePair<string, string>[])[new("imported", $"{imported.File}, SHA-256 {imported.Sha256}, as epoch {imported.Epoch}")]
                : [
                    new("runs", $"{settings.Runs} from seed {settings.Training.Seed}"),
                    new("epochs", $"{settings.Training.Epochs}, checkpoints {settings.Checkpoints}"),
                ],
            new("edge", $"{manifest.Version} on {manifest.Platform}, {manifest.CpuPath}"),
        ];
    }

    /// <summary>Shape, kinds of layers, training, in a sentence.</summary>
    public static string Description(RunManifest manifest)
    {
        ExperimentSettings settings = manifest.Settings;
        string widths = string.Join('-', settings.Network.Hidden.Select(layer => layer.Neurons).Prepend(settings.Network.Input.Width).Append(settings.Network.Output.Classes));
        string kinds = string.Join(
            ", ",
            settings.Network.Hidden.Select(layer => $"{layer.WeightBits}-bit weights, {layer.ActivationBits}-bit {layer.Activation.ToString().ToLowerInvariant()}").Distinct())
            + (settings.Network.FloatArithmetic is null ? "" : " in float arithmetic");
        string norm = settings.Network.Hidden.Any(layer => layer.BatchNorm is not null) ? ", batch normalization" : "";
        string training = manifest.Imported is ImportOrigin imported
            ? FormattableString.Invariant($"trained elsewhere, imported from {imported.File} as epoch {imported.Epoch}; {settings.Data}")
            : FormattableString.Invariant(
                $"Adam {settings.Training.Adam.LearningRate}, batch {settings.Training.BatchSize}, {settings.Training.Epochs} epochs on {settings.Data}");
        return FormattableString.Invariant($"{widths}, {kinds}{norm}; {training}.");
    }

    private IReadOnlyList<PlanePoint> On(string rows) => [.. points.Where(point => point.Rows == rows)];

    private IReadOnlyList<MetricsPoint> Metrics()
    {
        IReadOnlyList<CheckpointRecord> records = folder.Records(folder.Devices()[^1]);
        string ran = records.Count > 0 && folder.HasModels ? records[0].Device : "";
        Dictionary<(int Run, int Epoch), double> accuracy = records.ToDictionary(record => (record.Run, record.Epoch), record => record.Accuracy);
        return
        [
            .. from record in folder.Records("host")
               let measured = record.Float!
               select new MetricsPoint(
                   record.Run,
                   record.Epoch,
                   measured.TrainLoss,
                   measured.TrainAccuracy,
                   measured.TestAccuracy,
                   folder.HasModels && accuracy.TryGetValue((record.Run, record.Epoch), out double share) ? share : null)
               {
                   Device = ran,
                   TestLoss = measured.TestLoss,
               },
        ];
    }

    private IReadOnlyList<LayerShape> Shapes()
    {
        if (!folder.HasModels)
        {
            return FloatShapes(folder.Manifest.Settings.Network);
        }

        IntegerModel model = ModelFile.Read(folder.ModelPath(points[0].Run, points[0].Epoch)).Model;
        return
        [
            .. LayerNames.Shapes(model).Select((shape, layer) => new LayerShape(shape.Name, shape.Width, model.RecordedFormat(layer).TopCode + 1)),
        ];
    }

    /// <summary>Layers of a network in float arithmetic; those of 32 bits have no number of codes.</summary>
    private static IReadOnlyList<LayerShape> FloatShapes(NetworkSpec network) =>
    [
        .. network.Hidden.Select((layer, l) => (Name: FormattableString.Invariant($"dense{l + 1}"), Width: layer.Neurons, Bits: layer.ActivationBits))
            .Append((Name: "softmax", Width: network.Output.Classes, Bits: network.Output.ProbabilityBits))
            .Where(layer => layer.Bits < FloatArithmeticSpec.FloatBits)
            .Select(layer => new LayerShape(layer.Name, layer.Width, 1 << layer.Bits)),
    ];
}
