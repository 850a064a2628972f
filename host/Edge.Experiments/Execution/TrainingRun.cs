using Edge.Devices;
using Edge.Experiments.Data;
using Edge.Experiments.Models;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Experiments.Traces;
using Edge.Training;
using Edge.Training.Data;
using Edge.Training.Freezing;
using Edge.Training.Networks;

namespace Edge.Experiments.Execution;

/// <summary>
/// One run: trains from checkpoint to checkpoint, and has measured epochs and checkpoints measured on the host. A checkpoint is finished when
/// its line stands in the journal; its model is there before. Serves one thread.
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
    private readonly int[] measured;
    private readonly OrderedWriter writer = new();

    // What is to be written once the restart rule has been met; null where it has been, or where there is none.
    private List<Action>? held;
    private long lastSave;

    /// <summary>Prepares a run.</summary>
    /// <param name="context">What the runs share.</param>
    /// <param name="run">Number of the run.</param>
    /// <param name="time">The clock of saving.</param>
    /// <param name="underRule">
    /// True where the training is to be given up if it does not meet the restart rule; until then nothing of it is written.
    /// </param>
    public TrainingRun(RunContext context, int run, TimeProvider time, bool underRule)
    {
        held = underRule ? [] : null;
        this.context = context;
        this.run = run;
        this.time = time;
        training = context.TrainingOf(run);
        network = context.Plan.Settings.Network;
        split = context.SplitOf(run);
        train = context.Rows.Subset(split.Train);
        measured = context.MeasuredEpochs;
    }

    /// <summary>Goes from where the folder is to the last checkpoint.</summary>
    /// <param name="finished">Told each checkpoint that is finished, those of earlier commands first; rising epochs.</param>
    /// <param name="meter">Counts epochs.</param>
    /// <param name="cancellation">Ends the run between two epochs; what was trained is saved.</param>
    /// <returns>Null; or the training accuracy for which it was given up.</returns>
    public double? Execute(Action<int> finished, ProgressMeter meter, CancellationToken cancellation)
    {
        using CheckpointJournal journal = CheckpointJournal.Open(context.Folder.JournalPath(run, DeviceCatalog.Host));
        int done = context.Epochs.TakeWhile(epoch => IsFinished(journal, epoch)).Count();
        foreach (int epoch in context.Epochs.Take(done))
        {
            finished(epoch);
        }

        bool traced = context.Folder.Trace(run)?.Count == measured.Length;
        bool binned = context.Folder.HasBins(run);
        if (done == context.Epochs.Length && traced && binned)
        {
            meter.AddBefore(training.Epochs, 0);
            return null;
        }

        Trainer trainer = new(network, training, train, context.Engine);
        HostMeasurement host = new(context, run, split, trainer.Parameters);
        using EpochTraceWriter trace = EpochTraceWriter.Open(context.Folder.TracePath(run), host.TraceHeader, measured);
        // What bins of a network in float arithmetic need of the epochs before is kept in memory only.
        if ((binned || context.Folder.HasModels) && Saved(done, trace.Count) is Trainer saved)
        {
            trainer.Dispose();
            trainer = saved;
            host = new HostMeasurement(context, run, split, trainer.Parameters);
        }

        if (context.Plan.Settings.Restart is not RestartRule rule || trainer.Epoch >= rule.At || rule.At > training.Epochs)
        {
            held = null;
        }

        trace.Held = held is not null;
        meter.AddBefore(trainer.Epoch, 0);
        lastSave = time.GetTimestamp();
        try
        {
            MeasureEpoch(trainer.Epoch, double.NaN, host, trace);
            AddBins(trainer.Epoch, double.NaN, host, binned);
            foreach (int epoch in context.Epochs.Skip(done))
            {
                if (TrainTo(trainer, epoch, host, trace, binned, meter, cancellation) is double tooLow)
                {
                    meter.AddBefore(-trainer.Epoch, 0);
                    return tooLow;
                }

                Action keep = Checkpoint(epoch, host, journal, finished);
                if (epoch == training.Epochs)
                {
                    // Before the last line, so that a run whose journal is complete has its trace and its state too, whenever the process
                    // was killed.
                    writer.Wait();
                    Save(trainer, trace);
                }

                Write(keep);
            }

            if (done == context.Epochs.Length)
            {
                // Only the trace or the bins were missing or cut.
                TrainTo(trainer, training.Epochs, host, trace, binned, meter, cancellation);
                Save(trainer, trace);
            }

            if (!binned && context.Folder.HasModels)
            {
                writer.Wait();
                ModelBins.Write(context, run);
            }
            else if (!binned)
            {
                host.WriteBins(context.Folder.BinnedTracePath(run));
            }

            return null;
        }
        catch (OperationCanceledException)
        {
            writer.Wait();
            if (held is null)
            {
                Save(trainer, trace);
            }

            throw;
        }
        finally
        {
            writer.Wait();
            trainer.Dispose();
        }
    }

    /// <summary>Measures a checkpoint.</summary>
    /// <returns>Writes it: the model, then the line that makes it finished.</returns>
    private Action Checkpoint(int epoch, HostMeasurement host, CheckpointJournal journal, Action<int> finished)
    {
        CheckpointRecord record = host.MeasureCheckpoint(epoch, out FrozenNetwork? frozen);
        return () =>
        {
            if (frozen is not null)
            {
                ModelStore.Write(context, run, epoch, frozen);
            }

            if (journal.Find(epoch) is null)
            {
                journal.Append(record);
            }

            finished(epoch);
        };
    }

    private bool IsFinished(CheckpointJournal journal, int epoch) =>
        journal.Find(epoch) is not null && (!context.Folder.HasModels || File.Exists(context.Folder.ModelPath(run, epoch)));

    /// <summary>
    /// The saved trainer, or null where there is none that helps: it must not be beyond the first unfinished checkpoint, and all that was to
    /// be measured up to it must stand in the trace.
    /// </summary>
    /// <param name="checkpoints">Finished checkpoints.</param>
    /// <param name="records">Whole records of the trace.</param>
    private Trainer? Saved(int checkpoints, int records)
    {
        string path = context.Folder.StatePath(run);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using FileStream state = File.OpenRead(path);
            Trainer saved = Trainer.Resume(network, training, state, context.Engine);
            bool helps = (checkpoints == context.Epochs.Length || saved.Epoch <= context.Epochs[checkpoints])
                && (records == measured.Length || saved.Epoch < measured[records]);
            return helps ? saved : null;
        }
        catch (TrainerStateException)
        {
            // A damaged state costs time, not results: the run is trained anew from its seed and gives the same bytes.
            return null;
        }
    }

    private void Write(Action piece)
    {
        if (held is null)
        {
            writer.Begin(piece);
        }
        else
        {
            held.Add(piece);
        }
    }

    /// <summary>Trains to an epoch.</summary>
    /// <returns>Null; or the training accuracy at the epoch of the restart rule where it is below that of the rule.</returns>
    private double? TrainTo(
        Trainer trainer,
        int epoch,
        HostMeasurement host,
        EpochTraceWriter trace,
        bool binned,
        ProgressMeter meter,
        CancellationToken cancellation)
    {
        while (trainer.Epoch < epoch)
        {
            cancellation.ThrowIfCancellationRequested();
            double loss = trainer.TrainEpoch(train, host.Gradients);
            MeasureEpoch(trainer.Epoch, loss, host, trace);
            AddBins(trainer.Epoch, loss, host, binned);
            meter.AddEpoch();
            if (held is not null && trainer.Epoch == context.Plan.Settings.Restart!.At)
            {
                double accuracy = (double)host.Measure(trainer.Epoch, loss).CorrectTrain / train.Count;
                if (accuracy < context.Plan.Settings.Restart.Below)
                {
                    return accuracy;
                }

                Release(trace);
            }

            if (held is null && time.GetElapsedTime(lastSave) >= SaveInterval)
            {
                Save(trainer, trace);
            }
        }

        return null;
    }

    /// <summary>The training counts: writes what has been held back.</summary>
    private void Release(EpochTraceWriter trace)
    {
        List<Action> pieces = held!;
        held = null;
        trace.Held = false;
        context.WriteRestarts(run);
        pieces.ForEach(writer.Begin);
    }

    /// <summary>Measures an epoch that is to be measured and does not stand in the trace yet.</summary>
    private void MeasureEpoch(int epoch, double loss, HostMeasurement host, EpochTraceWriter trace)
    {
        if (trace.Count < measured.Length && measured[trace.Count] == epoch)
        {
            trace.Append(host.Measure(epoch, loss));
        }
    }

    /// <summary>Bins the network at a checkpoint, where its bins are not there yet.</summary>
    private void AddBins(int epoch, double loss, HostMeasurement host, bool binned)
    {
        if (!binned && Array.BinarySearch(context.Epochs, epoch) >= 0)
        {
            host.AddBins(epoch, loss);
        }
    }

    // Where nothing was saved, what is lost is trained again: a kill costs at most the interval, and no byte of the results. The trace goes
    // first: a state whose trace lacks an epoch would be of no use.
    private void Save(Trainer trainer, EpochTraceWriter trace)
    {
        trace.Flush(toDisk: true);
        WholeFile.Write(context.Folder.StatePath(run), trainer.Save);
        lastSave = time.GetTimestamp();
    }
}
