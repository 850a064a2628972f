namespace Edge.Experiments.Execution;

/// <summary>
/// Counts what is done, estimates what is left, and reports at most ten times a second. Training and measuring run side by side, so the
/// time left is the longer of the two: work left times the mean time a unit of it took since the command began.
/// </summary>
internal sealed class ProgressMeter
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly IProgress<ExperimentProgress>? target;
    private readonly TimeProvider time;
    private readonly long start;
    private readonly long epochsTotal;
    private readonly long checkpointsTotal;
    private long epochsBefore;
    private long checkpointsBefore;
    private long epochs;
    private long checkpoints;
    private TimeSpan lastReport;

    /// <summary>Starts the clock.</summary>
    /// <param name="target">Receives the reports; null where nobody listens.</param>
    /// <param name="epochsTotal">Epochs to train, over all runs.</param>
    /// <param name="checkpointsTotal">Checkpoints to measure, over all runs.</param>
    /// <param name="time">The clock.</param>
    public ProgressMeter(IProgress<ExperimentProgress>? target, long epochsTotal, long checkpointsTotal, TimeProvider time)
    {
        this.target = target;
        this.epochsTotal = epochsTotal;
        this.checkpointsTotal = checkpointsTotal;
        this.time = time;
        start = time.GetTimestamp();
        lastReport = -Interval;
    }

    /// <summary>Counts work that was done before this command began.</summary>
    public void AddBefore(long doneEpochs, long doneCheckpoints)
    {
        lock (gate)
        {
            epochsBefore += doneEpochs;
            checkpointsBefore += doneCheckpoints;
        }
    }

    /// <summary>Counts a trained epoch.</summary>
    public void AddEpoch()
    {
        lock (gate)
        {
            epochs++;
            Report(always: false);
        }
    }

    /// <summary>Counts a measured checkpoint.</summary>
    public void AddCheckpoint()
    {
        lock (gate)
        {
            checkpoints++;
            Report(always: false);
        }
    }

    /// <summary>Reports whatever the time of the last report.</summary>
    public void Finish()
    {
        lock (gate)
        {
            Report(always: true);
        }
    }

    private void Report(bool always)
    {
        TimeSpan elapsed = time.GetElapsedTime(start);
        if (target is null || (!always && elapsed - lastReport < Interval))
        {
            return;
        }

        lastReport = elapsed;
        long epochsDone = epochsBefore + epochs;
        long checkpointsDone = checkpointsBefore + checkpoints;
        TimeSpan? training = Left(elapsed, epochs, epochsTotal - epochsDone);
        TimeSpan? measuring = Left(elapsed, checkpoints, checkpointsTotal - checkpointsDone);
        TimeSpan? left = training is null || measuring is null ? training ?? measuring : training > measuring ? training : measuring;
        target.Report(new ExperimentProgress(epochsDone, epochsTotal, checkpointsDone, checkpointsTotal, elapsed, left));
    }

    private static TimeSpan? Left(TimeSpan elapsed, long done, long left) =>
        left <= 0 ? TimeSpan.Zero : done == 0 ? null : elapsed * ((double)left / done);
}
