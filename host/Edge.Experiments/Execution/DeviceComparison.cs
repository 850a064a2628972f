using System.Threading.Channels;
using Edge.Core.Models;
using Edge.Devices;
using Edge.Devices.Recording;
using Edge.Experiments.Models;
using Edge.Experiments.Runs;
using Edge.Information;
using Edge.Information.Codes;

namespace Edge.Experiments.Execution;

/// <summary>
/// Runs the models of finished checkpoints on a device other than the host, records its codes, measures them and compares them with the
/// host's. A checkpoint is finished when its line stands in the device's journal; its codes are there before. Serves one thread.
/// </summary>
internal sealed class DeviceComparison : IDisposable
{
    /// <summary>Differences listed per checkpoint; all are counted.</summary>
    public const int ListedDifferences = 20;

    private readonly RunContext context;
    private readonly IDevice device;
    private readonly HostDevice host = new(threads: 1);
    private readonly Dictionary<int, (CheckpointJournal Journal, CheckpointMeasurer Measurer)> runs = [];
    private readonly CodeRows rows;

    /// <summary>Opens the device's journals.</summary>
    public DeviceComparison(RunContext context, IDevice device)
    {
        this.context = context;
        this.device = device;
        rows = new CodeRows(context.Plan.Data.Labels, inputClasses: context.InputClassOfRow);
    }

    /// <summary>Measures checkpoints as they come, until there are no more.</summary>
    /// <param name="checkpoints">Run and epoch; each run's epochs rise.</param>
    /// <param name="meter">Counts checkpoints.</param>
    /// <param name="cancellation">Ends the measuring; whole blocks of codes are kept.</param>
    public async Task ExecuteAsync(ChannelReader<(int Run, int Epoch)> checkpoints, ProgressMeter meter, CancellationToken cancellation)
    {
        await foreach ((int run, int epoch) in checkpoints.ReadAllAsync(cancellation))
        {
            if (!runs.TryGetValue(run, out (CheckpointJournal Journal, CheckpointMeasurer Measurer) entry))
            {
                entry = (CheckpointJournal.Open(context.Folder.JournalPath(run, device.Name)), context.MeasurerOf(run));
                runs.Add(run, entry);
            }

            if (entry.Journal.Find(epoch) is not null)
            {
                meter.AddBefore(0, 1);
                continue;
            }

            entry.Journal.Append(Compare(run, epoch, entry.Measurer, cancellation));
            meter.AddCheckpoint();
        }
    }

    /// <summary>Closes the journals.</summary>
    public void Dispose()
    {
        host.Dispose();
        foreach ((CheckpointJournal journal, _) in runs.Values)
        {
            journal.Dispose();
        }
    }

    private CheckpointRecord Compare(int run, int epoch, CheckpointMeasurer measurer, CancellationToken cancellation)
    {
        IntegerModel model = ModelStore.Read(context.Folder.ModelPath(run, epoch));
        CodeOrigin origin = new()
        {
            Run = run,
            Epoch = epoch,
            Classes = context.Plan.Data.Classes,
            DataSet = context.Plan.Data.ShortName,
        };
        string path = context.Folder.CodesPath(run, epoch, device.Name);
        CodeTable there = CodeRecorder.Record(
            device, model, context.Inputs, rows, origin, path, CodeRecorder.DefaultBlockRows, null, cancellation);
        CodeTable here = new(
            CodeRecorder.Complete(origin, host, model, context.Inputs),
            rows,
            host.Record(model, context.Inputs, 0, context.Inputs.Rows, null, cancellation));
        CodeComparison comparison = CodeComparison.Of(here, there, ListedDifferences);
        return measurer.Measure(epoch, device.Name, model, there.Layers) with
        {
            Differences = comparison.DifferentCodes,
            FirstDifferences = [.. comparison.First.Select(difference => Line(run, epoch, difference))],
        };
    }

    private string Line(int run, int epoch, CodeDifference difference) => FormattableString.Invariant(
        $"run {run}, epoch {epoch}, row {difference.RowId}, {difference.Name}, neuron {difference.Neuron}: ")
        + FormattableString.Invariant($"host {difference.Left}, {device.Name} {difference.Right}");
}
