using System.Text;
using Edge.Devices;
using Edge.Experiments.Checkpoints;
using Edge.Experiments.Settings;
using Edge.Experiments.Traces;
using Edge.Files;
using Edge.Information;
using Edge.Training.Engines;

namespace Edge.Experiments.Runs;

/// <summary>
/// The folder of an experiment; host/README.md documents its layout. Files in it are whole or absent, journals only grow, and nothing in it
/// depends on the clock, on the number of threads or on how often it was interrupted.
/// </summary>
public sealed class RunFolder
{
    private RunFolder(string path, RunManifest manifest)
    {
        Path = path;
        Manifest = manifest;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>How it came to be.</summary>
    public RunManifest Manifest { get; }

    /// <summary>Numbers of the runs it holds, rising: all, or those of its shard.</summary>
    public int[] Runs => Manifest.Shard?.RunsOf(Manifest.Settings.Runs) ?? [.. Enumerable.Range(0, Manifest.Settings.Runs)];

    /// <summary>Epochs at which its networks are frozen and measured.</summary>
    public int[] CheckpointEpochs => Manifest.Imported is ImportOrigin imported
        ? [imported.Epoch]
        : Manifest.Settings.Checkpoints.Epochs(Manifest.Settings.Training.Epochs);

    /// <summary>Epochs at which the integer model is measured; none of a network that was trained elsewhere.</summary>
    public int[] MeasuredEpochs =>
        Manifest.Imported is null ? Manifest.Settings.Measure.Epochs(Manifest.Settings.Training.Epochs) : [];

    /// <summary>File of the numbers of each checkpoint.</summary>
    public string MetricsPath => System.IO.Path.Combine(Path, "metrics.csv");

    /// <summary>Opens a folder that is there.</summary>
    /// <exception cref="RunFolderException">There is none, or its run.json is torn or of a newer version.</exception>
    public static RunFolder Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string file = System.IO.Path.Combine(path, ManifestFile.Name);
        if (!File.Exists(file))
        {
            throw new RunFolderException($"'{path}' is no run folder: it holds no {ManifestFile.Name}");
        }

        return new RunFolder(path, ManifestFile.Read(file));
    }

    /// <summary>Makes a folder for a plan, or opens the one that was made for the same plan.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="command">The command line, for people.</param>
    /// <param name="imported">Where the network comes from if it is not trained here.</param>
    /// <param name="shard">Which part of the runs; null for all.</param>
    /// <param name="engine">What computes the steps of training; null for the fused engine.</param>
    /// <exception cref="CheckpointScheduleException">There are more than <see cref="CheckpointSchedule.MaxCheckpoints"/> checkpoints.</exception>
    /// <exception cref="RunFolderException">
    /// The folder was made with other settings (the first difference is named), holds other things, or can't be written.
    /// </exception>
    public static RunFolder Prepare(
        string path, ExperimentPlan plan, string command, ImportOrigin? imported = null, Shard? shard = null, ITrainingEngine? engine = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        RequireFewCheckpoints(plan.Settings);
        if (shard is not null && shard.Index > plan.Settings.Runs)
        {
            throw new RunFolderException($"shard {shard} holds no run: there are {plan.Settings.Runs} runs; name at most so many shards");
        }

        RunManifest now = RunManifest.Of(plan, command, imported) with { Shard = shard, Engine = engine is null or FusedEngine ? null : engine.Name };
        if (File.Exists(System.IO.Path.Combine(path, ManifestFile.Name)))
        {
            RunFolder folder = Open(path);
            string? difference = ManifestComparison.Difference(folder.Manifest, now);
            return difference is null
                ? folder
                : throw new RunFolderException($"'{path}' {difference}; choose another --out or the settings it was made with");
        }

        CreateEmpty(path);
        WholeFile.Write(System.IO.Path.Combine(path, ManifestFile.Name), Encoding.UTF8.GetBytes(now.ToJson()));
        return new RunFolder(path, now);
    }

    /// <summary>Keeps other processes from writing into the folder until the result is disposed.</summary>
    /// <exception cref="RunFolderException">Another process does.</exception>
    public IDisposable Lock() => FolderLock.Take(Path);

    /// <summary>Deletes what killed processes left under temporary names. Only for the holder of <see cref="Lock"/>.</summary>
    internal void DeleteLeftovers()
    {
        foreach (string file in Directory.EnumerateFiles(Path, "*" + AtomicFile.TemporaryExtension, SearchOption.AllDirectories))
        {
            File.Delete(file);
        }
    }

    /// <summary>Model of a run at a checkpoint.</summary>
    public string ModelPath(int run, int epoch) => InFolder("models", RunFileNames.Model(run, epoch));

    /// <summary>Codes that a device computed for a run at a checkpoint.</summary>
    public string CodesPath(int run, int epoch, string device) => InFolder("codes", RunFileNames.Codes(run, epoch, device));

    /// <summary>Folder about the rows on which a device differs from the host.</summary>
    public string MismatchPath(int run, int epoch, string device) => InFolder("mismatch", RunFileNames.Mismatch(run, epoch, device));

    /// <summary>State of a run's trainer at its last finished checkpoint.</summary>
    public string StatePath(int run) => InFolder("state", RunFileNames.State(run));

    /// <summary>Finished checkpoints of a run on a device.</summary>
    public string JournalPath(int run, string device) => InFolder("journal", RunFileNames.Journal(run, device));

    /// <summary>Trainings that a run gave up.</summary>
    internal string RestartPath(int run) => InFolder("restarts", RunFileNames.Restarts(run));

    /// <summary>Trainings that a run gave up by the rule of the settings; none where it was not restarted, or did not get that far yet.</summary>
    /// <exception cref="RunFolderException">The file can't be read.</exception>
    public IReadOnlyList<Restart> Restarts(int run) => RestartFile.Read(System.IO.Path.Combine(Path, "restarts", RunFileNames.Restarts(run)));

    /// <summary>Seed of a run: the first run's + its number + the number of runs for each restart, so that no two trainings share one.</summary>
    /// <exception cref="RunFolderException">The file of restarts can't be read.</exception>
    public ulong SeedOf(int run) => SeedOf(run, Restarts(run).Count);

    /// <summary>Seed of a run after so many restarts.</summary>
    internal ulong SeedOf(int run, int restarts) =>
        Manifest.Settings.Training.Seed + (ulong)run + ((ulong)restarts * (ulong)Manifest.Settings.Runs);

    /// <summary>Every measured epoch of a run.</summary>
    public string TracePath(int run) => InFolder("trace", RunFileNames.Trace(run));

    /// <summary>The measured epochs of a run; null where there are none yet.</summary>
    /// <exception cref="RunFolderException">The trace can't be read, or a newer version wrote it.</exception>
    public EpochTrace? Trace(int run) => EpochTrace.Read(System.IO.Path.Combine(Path, "trace", RunFileNames.Trace(run)));

    /// <summary>Layers of a run in bins, at its checkpoints; written at the end of the run.</summary>
    public string BinnedTracePath(int run) => InFolder("trace", RunFileNames.BinnedTrace(run));

    /// <summary>The binned layers of a run; null where there are none, or none yet.</summary>
    /// <exception cref="RunFolderException">The trace can't be read, or a newer version wrote it.</exception>
    public EpochTrace? BinnedTrace(int run) => EpochTrace.Read(System.IO.Path.Combine(Path, "trace", RunFileNames.BinnedTrace(run)));

    /// <summary>False where bins were asked for and those of a run are not all there yet.</summary>
    /// <exception cref="RunFolderException">The trace can't be read, or a newer version wrote it.</exception>
    internal bool HasBins(int run) =>
        Manifest.Settings.Series is not { Bins.Count: > 0 } || BinnedTrace(run)?.Count == CheckpointEpochs.Length;

    /// <summary>Whether a model is kept at each checkpoint; not of networks in float arithmetic.</summary>
    public bool HasModels => Manifest.Settings.Network.FloatArithmetic is null;

    /// <summary>Names of the devices that measured something, <c>host</c> first, as they stand in file names.</summary>
    public IReadOnlyList<string> Devices()
    {
        string folder = System.IO.Path.Combine(Path, "journal");
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateFiles(folder, "run*.jsonl")
                .Select(file => System.IO.Path.GetFileNameWithoutExtension(file))
                .Select(name => name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..])
                .Distinct()
                .OrderBy(name => name == "host" ? "" : name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Finished checkpoints of a run on a device, rising epochs; none where nothing was measured.</summary>
    /// <exception cref="RunFolderException">The journal is damaged.</exception>
    public IReadOnlyList<CheckpointRecord> Records(int run, string device) =>
        CheckpointJournal.Read(System.IO.Path.Combine(Path, "journal", RunFileNames.Journal(run, device)));

    /// <summary>Finished checkpoints of all runs on a device, by run, then epoch.</summary>
    /// <exception cref="RunFolderException">A journal is damaged.</exception>
    public IReadOnlyList<CheckpointRecord> Records(string device) =>
        [.. Runs.SelectMany(run => Records(run, device))];

    /// <summary>All measured points: device by device, by run, epoch, row set, layer.</summary>
    /// <exception cref="RunFolderException">A journal is damaged.</exception>
    public IReadOnlyList<PlanePoint> Points() => [.. Devices().SelectMany(Records).SelectMany(record => record.Points)];

    /// <summary>
    /// What the host measured beside <see cref="Points"/>: run by run, outputs of batch normalization, then bins.
    /// </summary>
    /// <param name="everyEpoch">True for all measured epochs; false for those that are checkpoints. Bins are measured at checkpoints only.</param>
    /// <exception cref="RunFolderException">A trace can't be read, or a newer version wrote it.</exception>
    public IEnumerable<PlanePoint> SeriesPoints(bool everyEpoch = false)
    {
        HashSet<int> checkpoints = [.. CheckpointEpochs];
        foreach (int run in Manifest.Settings.Series is null ? [] : Runs)
        {
            if (Trace(run) is EpochTrace trace)
            {
                foreach (PlanePoint point in trace.Points(DeviceCatalog.Host, 1, trace.Header.Series.Count, everyEpoch ? null : checkpoints.Contains))
                {
                    yield return point;
                }
            }

            if (BinnedTrace(run) is EpochTrace bins)
            {
                foreach (PlanePoint point in bins.Points(DeviceCatalog.Host, 0, bins.Header.Series.Count, null))
                {
                    yield return point;
                }
            }
        }
    }

    /// <summary>Writes <see cref="MetricsPath"/> from the journals.</summary>
    /// <exception cref="RunFolderException">A journal is damaged, or the file can't be written.</exception>
    public void WriteMetrics()
    {
        ILookup<bool, CheckpointRecord> records = Devices().SelectMany(Records).ToLookup(record => record.Float is not null);
        MetricsFile.Write(MetricsPath, [.. records[true]], [.. records[false]]);
    }

    /// <summary>A device's name, all but letters, digits and dots made a hyphen: <c>/dev/ttyUSB0</c> becomes <c>dev-ttyUSB0</c>.</summary>
    public static string FileName(string device) => RunFileNames.Device(device);

    private string InFolder(string folder, string file)
    {
        string whole = System.IO.Path.Combine(Path, folder);
        Directory.CreateDirectory(whole);
        return System.IO.Path.Combine(whole, file);
    }

    private static void RequireFewCheckpoints(ExperimentSettings settings)
    {
        int epochs = settings.Training.Epochs;
        long count = settings.Checkpoints.Count(epochs);
        if (count > CheckpointSchedule.MaxCheckpoints)
        {
            throw new CheckpointScheduleException(
                $"checkpoints {settings.Checkpoints} of {epochs} epochs are {count}, a folder keeps at most {CheckpointSchedule.MaxCheckpoints}; "
                + "log:40 is usual");
        }
    }

    private static void CreateEmpty(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            string? other = Directory.EnumerateFileSystemEntries(path)
                .FirstOrDefault(entry => !entry.EndsWith(ManifestFile.Name + AtomicFile.TemporaryExtension, StringComparison.Ordinal));
            if (other is not null)
            {
                throw new RunFolderException(
                    $"'{path}' is no run folder and holds {System.IO.Path.GetFileName(other)}; choose an empty or a new one");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"'{path}' can't be made: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }
}
