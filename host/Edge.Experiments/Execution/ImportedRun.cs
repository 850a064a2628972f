using Edge.Devices;
using Edge.Experiments.Importing;
using Edge.Experiments.Models;
using Edge.Experiments.Runs;
using Edge.Training.Freezing;

namespace Edge.Experiments.Execution;

/// <summary>The only run of an imported network: one checkpoint, measured on the host.</summary>
internal static class ImportedRun
{
    /// <summary>Makes the checkpoint where it is not there yet.</summary>
    /// <param name="context">Data set and folder.</param>
    /// <param name="network">The network.</param>
    /// <param name="finished">Told the checkpoint when it is finished.</param>
    /// <param name="cancellation">Ends it early; nothing is kept then.</param>
    public static void Execute(RunContext context, ImportedNetwork network, Action<int> finished, CancellationToken cancellation)
    {
        const int Run = 0;
        int epoch = network.Origin.Epoch;
        using CheckpointJournal journal = CheckpointJournal.Open(context.Folder.JournalPath(Run, DeviceCatalog.Host));
        if (journal.Find(epoch) is null || !File.Exists(context.Folder.ModelPath(Run, epoch)))
        {
            cancellation.ThrowIfCancellationRequested();
            HostMeasurement host = new(context, Run, context.SplitOf(Run), network.Parameters);
            CheckpointRecord record = host.MeasureCheckpoint(epoch, out FrozenNetwork? frozen);
            ModelStore.Write(context, Run, epoch, frozen!);
            if (journal.Find(epoch) is null)
            {
                journal.Append(record);
            }
        }

        finished(epoch);
    }
}
