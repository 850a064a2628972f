namespace Edge.Experiments.Execution;

/// <summary>
/// Does a run's writing one piece after the other beside its training: waiting for the disk, some milliseconds a checkpoint, then costs
/// nothing. Used by one thread.
/// </summary>
internal sealed class OrderedWriter
{
    private Task last = Task.CompletedTask;

    /// <summary>Begins a piece as soon as those before it are done.</summary>
    /// <param name="write">The piece.</param>
    /// <remarks>The failure of a piece before is thrown here or by <see cref="Wait"/>; no later piece is begun.</remarks>
    public void Begin(Action write)
    {
        if (last.IsFaulted)
        {
            Wait();
        }

        last = last.ContinueWith(
            before =>
            {
                before.GetAwaiter().GetResult();
                write();
            },
            CancellationToken.None,
            TaskContinuationOptions.DenyChildAttach,
            TaskScheduler.Default);
    }

    /// <summary>Waits for all pieces.</summary>
    public void Wait() => last.GetAwaiter().GetResult();
}
