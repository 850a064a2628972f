using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Edge.Devices;
using Edge.Experiments.Importing;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Training.Engines;
using Edge.Training.Networks;

namespace Edge.Experiments.Execution;

/// <summary>
/// The main job: trains every run of a plan, freezes it at the checkpoints, measures the integer models on the host and on a device, and
/// compares the two. Whatever is in the folder already is kept, so the same call continues after an interruption and ends with the same
/// bytes; on a finished folder it does nothing.
/// </summary>
public static class Experiment
{
    /// <summary>Carries an experiment out, or on.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="folder">Where; prepared for the same plan (<see cref="RunFolder.Prepare"/>).</param>
    /// <param name="device">What to compare the host with; null or a host device for the host alone. Not disposed.</param>
    /// <param name="options">Threads, progress.</param>
    /// <param name="cancellation">Ends it early; what is done is kept.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the same call goes on.</exception>
    /// <exception cref="RunFolderException">The folder is in use, torn, or can't be written.</exception>
    /// <exception cref="DeviceException">The device can't do it or stops answering; what is done is kept.</exception>
    public static ExperimentSummary Run(
        ExperimentPlan plan, RunFolder folder, IDevice? device, ExperimentOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        return Run(plan, folder, device, options, cancellation, (context, run, finished, meter, stop) =>
            RestartingRun.Execute(context, run, options.Time, finished, meter, stop));
    }

    /// <summary>Makes an imported network the only checkpoint of a folder, and measures and compares it in the same way.</summary>
    /// <param name="plan">Network and data set.</param>
    /// <param name="folder">Where; prepared for the same plan and the network's origin (<see cref="RunFolder.Prepare"/>).</param>
    /// <param name="network">The network.</param>
    /// <param name="device">What to compare the host with; null or a host device for the host alone. Not disposed.</param>
    /// <param name="options">Progress.</param>
    /// <param name="cancellation">Ends it early; what is done is kept.</param>
    /// <inheritdoc cref="Run(ExperimentPlan, RunFolder, IDevice?, ExperimentOptions, CancellationToken)" path="/exception"/>
    public static ExperimentSummary Import(
        ExperimentPlan plan,
        RunFolder folder,
        ImportedNetwork network,
        IDevice? device,
        ExperimentOptions options,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        return Run(plan, folder, device, options, cancellation, (context, _, finished, _, stop) =>
            ImportedRun.Execute(context, network, finished, stop));
    }

    /// <summary>Brings one run to its last checkpoint on the host and tells of each that is finished.</summary>
    private delegate void HostRun(RunContext context, int run, Action<int> finished, ProgressMeter meter, CancellationToken cancellation);

    private static ExperimentSummary Run(
        ExperimentPlan plan, RunFolder folder, IDevice? device, ExperimentOptions options, CancellationToken cancellation, HostRun hostRun)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        if (options.Engine.Name != (folder.Manifest.Engine ?? FusedEngine.Instance.Name))
        {
            throw new ArgumentException($"the folder was not prepared for the engine {options.Engine.Name}", nameof(options));
        }

        using IDisposable exclusive = folder.Lock();
        folder.DeleteLeftovers();
        IDevice? other = device is null or HostDevice ? null : device;
        bool finishedBefore = IsFinished(folder, other);
        if (!finishedBefore)
        {
            Execute(new RunContext(plan, folder) { Engine = options.Engine }, other, options, hostRun, cancellation);
        }

        // Also where all was finished: a process killed between the last journal line and this leaves the table of before.
        folder.WriteMetrics();
        return Summarize(plan, folder, other?.Name ?? DeviceCatalog.Host, finishedBefore);
    }

    /// <summary>Refuses a folder in which something is still to be done.</summary>
    /// <exception cref="RunFolderException">It is not finished on the host or on a device that it holds something of.</exception>
    internal static void RequireFinished(RunFolder folder)
    {
        int[] epochs = folder.CheckpointEpochs;
        bool finished = IsFinished(folder, null)
            && folder.Devices().All(device => folder.Runs.All(run => HasAll(folder, run, device, epochs)));
        if (!finished)
        {
            throw new RunFolderException($"'{folder.Path}' is not finished; give edge train the command that made it again");
        }
    }

    /// <summary>True where every measured epoch and every checkpoint of every run is there, measured on the host and on the device.</summary>
    private static bool IsFinished(RunFolder folder, IDevice? device)
    {
        int[] epochs = folder.CheckpointEpochs;
        int measured = folder.MeasuredEpochs.Length;
        return folder.Runs.All(run =>
            HasAll(folder, run, DeviceCatalog.Host, epochs)
            && (device is null || HasAll(folder, run, device.Name, epochs))
            && (!folder.HasModels || epochs.All(epoch => File.Exists(folder.ModelPath(run, epoch))))
            && folder.HasBins(run)
            && (measured == 0 || folder.Trace(run)?.Count == measured));
    }

    private static bool HasAll(RunFolder folder, int run, string device, int[] epochs) =>
        folder.Records(run, device).Select(record => record.Epoch).SequenceEqual(epochs);

    private static void Execute(
        RunContext context, IDevice? device, ExperimentOptions options, HostRun hostRun, CancellationToken cancellation)
    {
        long checkpoints = (long)context.Runs.Length * context.Epochs.Length;
        ProgressMeter meter = new(
            options.Progress, (long)context.Runs.Length * context.Plan.Settings.Training.Epochs, device is null ? 0 : checkpoints, options.Time);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ConcurrentQueue<Exception> failures = [];
        Channel<(int Run, int Epoch)> queue = Channel.CreateUnbounded<(int, int)>(new UnboundedChannelOptions { SingleReader = true });
        Task measuring = device is null
            ? Task.CompletedTask
            : Task.Run(() => Guard(() => MeasureAll(context, device, queue.Reader, meter, stop.Token)), CancellationToken.None);

        // One run at a time to each thread, in their order: the first runs finish first.
        OrderablePartitioner<int> runs = Partitioner.Create(context.Runs, EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(runs, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, run => Guard(() =>
        {
            stop.Token.ThrowIfCancellationRequested();
            hostRun(context, run, epoch => queue.Writer.TryWrite((run, epoch)), meter, stop.Token);
        }));
        queue.Writer.Complete();
        measuring.GetAwaiter().GetResult();
        meter.Finish();

        // Of several failures the first is the cause; cancellations only follow from it.
        if ((failures.FirstOrDefault(failure => failure is not OperationCanceledException) ?? failures.FirstOrDefault()) is Exception cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }

        void Guard(Action work)
        {
            try
            {
                work();
            }
            catch (Exception failure)
            {
                failures.Enqueue(failure);
                stop.Cancel();
            }
        }
    }

    private static void MeasureAll(
        RunContext context, IDevice device, ChannelReader<(int Run, int Epoch)> queue, ProgressMeter meter, CancellationToken cancellation)
    {
        using DeviceComparison comparison = new(context, device);
        comparison.ExecuteAsync(queue, meter, cancellation).GetAwaiter().GetResult();
    }

    private static ExperimentSummary Summarize(ExperimentPlan plan, RunFolder folder, string device, bool finishedBefore)
    {
        CheckpointRecord[] records = [.. folder.Records(device)];
        NetworkSpec network = folder.Manifest.Settings.Network;
        return new ExperimentSummary(
            finishedBefore,
            device,
            folder.Manifest.Rows,
            network.Hidden.Count + (plan.IsForDevices ? 2 : 1),
            records.Length,
            records.Sum(record => record.Differences),
            [.. records.SelectMany(record => record.FirstDifferences).Take(DeviceComparison.ListedDifferences)],
            [
                .. records.Where(record => record.Differences > 0)
                    .Select(record => folder.MismatchPath(record.Run, record.Epoch, device))
                    .Where(Directory.Exists),
            ],
            [.. records.GroupBy(record => record.Run).Select(run => run.Last())])
        {
            AtChance = AtChance.Of(plan.Data),
            Restarts = [.. folder.Runs.SelectMany(run => folder.Restarts(run).Select(restart => new RestartedRun(run, restart.Seed, restart.TrainAccuracy)))],
        };
    }
}
