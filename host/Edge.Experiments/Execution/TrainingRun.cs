using Edge.Devices;
using Edge.Experiments.Data;
using Edge.Experiments.Runs;
using Edge.Training;
using Edge.Training.Data;
using Edge.Training.Networks;

namespace Edge.Experiments.Execution;

/// <summary>
/// One run: trains from checkpoint to checkpoint, and has each measured on the host. A checkpoint is finished when its line stands in the
/// journal; its model is there before. Serves one thread.
/// </summary>
internal sealed class TrainingRun
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(30);

    private readonly RunContext context;
    private readonly int run;
    private readonly TimeProvider time;
    private readonly TrainingSpec training;
    private readonly NetworkSpec network;
    private readonly LabeledRows train;
    private readonly RowSplit split;
    private long lastSave;

    /// <summary>Prepares a run.</summary>
    public TrainingRun(RunContext context, int run, TimeProvider time)
    {
        this.context = context;
        this.run = run;
        this.time = time;
        training = context.TrainingOf(run);
        network = context.Plan.Settings.Network;
        split = context.SplitOf(run);
        train = context.Rows.Subset(split.Train);
    }

    /// <summary>Goes from where the folder is to the last checkpoint.</summary>
    /// <param name="finished">Told each checkpoint that is finished, those of earlier commands first; rising epochs.</param>
    /// <param name="meter">Counts epochs.</param>
    /// <param name="cancellation">Ends the run between two epochs; what was trained is saved.</param>
    public void Execute(Action<int> finished, ProgressMeter meter, CancellationToken cancellation)
    {
        using CheckpointJournal journal = CheckpointJournal.Open(context.Folder.JournalPath(run, DeviceCatalog.Host));
        int done = context.Epochs.TakeWhile(epoch => IsFinished(journal, epoch)).Count();
        foreach (int epoch in context.Epochs.Take(done))
        {
            finished(epoch);
        }

        if (done == context.Epochs.Length)
        {
            meter.AddBefore(training.Epochs, 0);
            return;
        }

        Trainer trainer = Start(context.Epochs[done]);
        meter.AddBefore(trainer.Epoch, 0);
        lastSave = time.GetTimestamp();
        using HostMeasurement host = new(context, run, split);
        try
        {
            foreach (int epoch in context.Epochs.Skip(done))
            {
                Advance(trainer, epoch, journal, host, meter, cancellation);
                finished(epoch);
            }
        }
        catch (OperationCanceledException)
        {
            Save(trainer);
            throw;
        }
    }

    /// <summary>Trains to a checkpoint and measures it.</summary>
    private void Advance(
        Trainer trainer,
        int epoch,
        CheckpointJournal journal,
        HostMeasurement host,
        ProgressMeter meter,
        CancellationToken cancellation)
    {
        TrainTo(trainer, epoch, meter, cancellation);
        CheckpointRecord record = host.Measure(trainer.Parameters, trainer.Epoch, cancellation);
        if (epoch == training.Epochs)
        {
            // Before the last line, so that a run whose journal is complete has its state too, whenever the process was killed.
            Save(trainer);
        }

        if (journal.Find(epoch) is null)
        {
            journal.Append(record);
        }
    }

    private bool IsFinished(CheckpointJournal journal, int epoch) =>
        journal.Find(epoch) is not null && File.Exists(context.Folder.ModelPath(run, epoch));

    /// <summary>The saved trainer where it is not beyond the first unfinished checkpoint; else a new one.</summary>
    private Trainer Start(int firstUnfinished)
    {
        string path = context.Folder.StatePath(run);
        if (File.Exists(path))
        {
            try
            {
                using FileStream state = File.OpenRead(path);
                Trainer saved = Trainer.Resume(network, training, state);
                if (saved.Epoch <= firstUnfinished)
                {
                    return saved;
                }
            }
            catch (TrainerStateException)
            {
                // A damaged state costs time, not results: the run is trained anew from its seed and gives the same bytes.
            }
        }

        return new Trainer(network, training, train);
    }

    private void TrainTo(Trainer trainer, int epoch, ProgressMeter meter, CancellationToken cancellation)
    {
        while (trainer.Epoch < epoch)
        {
            cancellation.ThrowIfCancellationRequested();
            trainer.TrainEpoch(train);
            meter.AddEpoch();
            if (time.GetElapsedTime(lastSave) >= SaveInterval)
            {
                Save(trainer);
            }
        }
    }

    // Where nothing was saved, what is lost is trained again: a kill costs at most the interval, and no byte of the results.
    private void Save(Trainer trainer)
    {
        WholeFile.Write(context.Folder.StatePath(run), trainer.Save);
        lastSave = time.GetTimestamp();
    }
}
