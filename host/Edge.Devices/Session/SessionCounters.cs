namespace Edge.Devices.Session;

/// <summary>What went over the line, what was lost on it, and what was asked for again, since the session began.</summary>
public sealed class SessionCounters
{
    /// <summary>Bytes handed to the port.</summary>
    public long BytesSent { get; internal set; }

    /// <summary>Bytes taken from the port.</summary>
    public long BytesReceived { get; internal set; }

    /// <summary>Requests sent, repetitions included.</summary>
    public long Requests { get; internal set; }

    /// <summary>Requests sent again because no answer came in time.</summary>
    public long RequestsRepeated { get; internal set; }

    /// <summary>Sound frames received.</summary>
    public long FramesReceived { get; internal set; }

    /// <summary>Runs of bytes received that were no sound frame: damaged on the way, or not of this protocol.</summary>
    public long FramesDamaged { get; internal set; }

    /// <summary>Sound frames that answered nothing asked just now: late, doubled, or of an older model, input set or session.</summary>
    public long FramesStale { get; internal set; }

    /// <summary>Rows of codes received for the first time.</summary>
    public long Rows { get; internal set; }

    /// <summary>Rows that came again; equal to the first time, or the session would have ended.</summary>
    public long RowsDoubled { get; internal set; }

    /// <summary>Rows asked for again because they did not come.</summary>
    public long RowsAskedAgain { get; internal set; }

    /// <summary>Models sent to the device, repeated uploads after a restart included.</summary>
    public long ModelsLoaded { get; internal set; }

    /// <summary>Times the device was found to have started anew.</summary>
    public long Restarts { get; internal set; }

    /// <summary>Times the port went away and was opened again.</summary>
    public long Reconnections { get; internal set; }

    /// <summary>
    /// Time that trouble took: waiting for what did not come, asking for rows again, loading a device again that had lost its model or inputs,
    /// and waiting for one that was away.
    /// </summary>
    public TimeSpan TimeLost { get; internal set; }

    /// <summary>True where something was lost, damaged or repeated.</summary>
    public bool AnyTrouble => RequestsRepeated + FramesDamaged + FramesStale + RowsDoubled + RowsAskedAgain + Restarts + Reconnections > 0;

    /// <summary>One line for a report.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Rows} rows, {BytesReceived} bytes in, {BytesSent} bytes out, {FramesDamaged} frames damaged, {FramesStale} stale, ")
        + FormattableString.Invariant(
            $"{RequestsRepeated} requests repeated, {RowsAskedAgain} rows asked again, {RowsDoubled} doubled, {Restarts} restarts, ")
        + FormattableString.Invariant($"{Reconnections} reconnections, {TimeLost.TotalSeconds:0.0} s lost");

    /// <summary>Adds what an earlier session of the same device counted.</summary>
    internal void Add(SessionCounters earlier)
    {
        BytesSent += earlier.BytesSent;
        BytesReceived += earlier.BytesReceived;
        Requests += earlier.Requests;
        RequestsRepeated += earlier.RequestsRepeated;
        FramesReceived += earlier.FramesReceived;
        FramesDamaged += earlier.FramesDamaged;
        FramesStale += earlier.FramesStale;
        Rows += earlier.Rows;
        RowsDoubled += earlier.RowsDoubled;
        RowsAskedAgain += earlier.RowsAskedAgain;
        ModelsLoaded += earlier.ModelsLoaded;
        Restarts += earlier.Restarts;
        Reconnections += earlier.Reconnections;
        TimeLost += earlier.TimeLost;
    }
}
