namespace Edge.Experiments.Checkpoints;

/// <summary>A schedule of checkpoints that can't be read; one line with the forms there are.</summary>
public sealed class CheckpointScheduleException : ExperimentException
{
    /// <summary>Creates the exception with a one-line message.</summary>
    public CheckpointScheduleException(string message)
        : base(message)
    {
    }
}
