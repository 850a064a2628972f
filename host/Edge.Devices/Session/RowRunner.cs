using System.Diagnostics;
using Edge.Core.Protocol;
using Edge.Inference;

namespace Edge.Devices.Session;

/// <summary>
/// RUN: asks for rows in short runs, learns from each how many rows make the next one last as long as wished, and asks again for rows that
/// did not come. Model and inputs are loaded again whenever the device turns out not to have them.
/// </summary>
internal sealed class RowRunner(SessionLine line, ModelUpload models, InputUpload inputUpload)
{
    /// <summary>Wait for RUN_DONE once all rows are there, besides the time on the line: it follows the last row at once.</summary>
    private const int DoneMilliseconds = 50;
    private readonly RunPace pace = new(line.Options);
    private int askedUpTo;
    private int setbacks;
    private int silences;
    private int refusals;
    private long restartsBefore;
    private long lastProgress;

    private enum RunEnd
    {
        Done,
        Silent,
        Refused,
    }

    /// <summary>Fills an assembler's block.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The inputs; they hold all rows of the block.</param>
    /// <param name="target">Receives the rows.</param>
    /// <param name="progress">Called with the rows of the block that are there, after every run.</param>
    /// <param name="cancellation">Ends the run; what came is in <paramref name="target"/>.</param>
    /// <exception cref="DeviceException">The device stops answering, refuses, or restarts again and again.</exception>
    public void Fill(WireModel model, InputSet inputs, CodeAssembler target, IProgress<int>? progress, CancellationToken cancellation)
    {
        pace.Begin(model);
        CountProgress();
        askedUpTo = target.FirstRow;
        long doubledBefore = target.Doubled;
        try
        {
            while (target.NextMissing(target.FirstRow, 1, out int first, out _))
            {
                if (!Ensure(model, inputs, first, out int end, cancellation))
                {
                    StartOver();
                    continue;
                }

                FillLoaded(model, inputs, target, first, end, progress, cancellation);
            }
        }
        finally
        {
            line.Counters.RowsDoubled += target.Doubled - doubledBefore;
        }
    }

    /// <summary>Loads model and inputs for a row without running it; for requests other than RUN.</summary>
    public void Prepare(WireModel model, InputSet inputs, int row, CancellationToken cancellation) => Load(model, inputs, row, cancellation);

    /// <summary>As <see cref="Prepare"/>; returns the row after the last one that the device has without another upload.</summary>
    public int Load(WireModel model, InputSet inputs, int row, CancellationToken cancellation)
    {
        int end;
        while (!Ensure(model, inputs, row, out end, cancellation))
        {
            StartOver();
        }

        return end;
    }

    /// <summary>The device says that it has no model or no inputs, or has restarted: forget what it was sent.</summary>
    /// <exception cref="DeviceException">This happened too often without a new row.</exception>
    public void StartOver()
    {
        models.Forget();
        setbacks++;
        inputUpload.Forget(setbacks);
        if (setbacks <= line.Options.MostRestartsWithoutProgress)
        {
            return;
        }

        throw line.Counters.Restarts > restartsBefore
            ? SessionFaults.Restarting(line.Channel.Name, setbacks)
            : SessionFaults.Confused(
                line.Channel.Name, $"says {setbacks} times that it lost the model or inputs it was sent, without a restart");
    }

    /// <summary>Something new came from the device: it may restart again as often as before.</summary>
    public void CountProgress()
    {
        lastProgress = Stopwatch.GetTimestamp();
        setbacks = 0;
        silences = 0;
        refusals = 0;
        restartsBefore = line.Counters.Restarts;
    }

    private bool Ensure(WireModel model, InputSet inputs, int row, out int end, CancellationToken cancellation)
    {
        end = 0;
        long start = Stopwatch.GetTimestamp();
        TimeSpan lost = line.Counters.TimeLost;
        bool ready = models.Ensure(model, cancellation) && inputUpload.Ensure(inputs, row, out end, cancellation);
        if (setbacks > 0)
        {
            // All of it is lost, the waits that were counted by themselves included.
            line.Counters.TimeLost = lost + Stopwatch.GetElapsedTime(start);
        }

        return ready;
    }

    /// <summary>
    /// Asks for the missing rows first .. end - 1, whose inputs the device has, until they are there or it has lost its inputs or model.
    /// </summary>
    private void FillLoaded(
        WireModel model,
        InputSet inputs,
        CodeAssembler target,
        int first,
        int end,
        IProgress<int>? progress,
        CancellationToken cancellation)
    {
        int from = first;
        while (true)
        {
            // Forward through the rows first, then back to the gaps.
            if ((!target.NextMissing(from, pace.Rows, out int row, out int count) || row >= end)
                && (!target.NextMissing(first, pace.Rows, out row, out count) || row >= end))
            {
                return;
            }

            count = Math.Min(count, end - row);
            int again = Math.Max(0, Math.Min(askedUpTo, row + count) - row);
            line.Counters.RowsAskedAgain += again;
            askedUpTo = Math.Max(askedUpTo, row + count);
            int missingBefore = target.Missing;
            long start = Stopwatch.GetTimestamp();
            RunEnd ended;
            try
            {
                ended = Run(model, inputs, target, row, count, cancellation);
            }
            finally
            {
                // Rows that came before the port went away have come, though they are asked for again.
                line.Counters.Rows += missingBefore - target.Missing;
            }

            if (again > 0 || target.Missing == missingBefore)
            {
                line.Counters.TimeLost += Stopwatch.GetElapsedTime(start);
            }

            if (target.Missing < missingBefore)
            {
                CountProgress();
                progress?.Report(target.RowCount - target.Missing);
            }

            if (!Recover(ended, model, cancellation))
            {
                return;
            }

            from = row + count;
        }
    }

    /// <returns>False where the device has to be loaded again.</returns>
    private bool Recover(RunEnd ended, WireModel model, CancellationToken cancellation)
    {
        if (ended == RunEnd.Done)
        {
            return true;
        }

        if (ended == RunEnd.Refused)
        {
            if (!line.IsLoss)
            {
                // An ERROR carries no key: a late one may bear this request's number, so that it takes two.
                refusals++;
                return refusals == 1 ? true : throw SessionFaults.Refused(line, "RUN");
            }

            line.Restarted(cancellation);
            StartOver();
            return false;
        }

        silences++;
        line.Counters.RequestsRepeated++;
        pace.Shorten();
        long patience = line.Options.PatienceMilliseconds + (long)(model.RowMicroseconds / 100);
        if (Stopwatch.GetElapsedTime(lastProgress).TotalMilliseconds > patience)
        {
            throw SessionFaults.Silent(line.Channel.Name, patience);
        }

        if (silences >= 2 && line.Restarted(cancellation))
        {
            StartOver();
            return false;
        }

        return true;
    }

    private RunEnd Run(WireModel model, InputSet inputs, CodeAssembler target, int first, int count, CancellationToken cancellation)
    {
        ulong inputSetId = inputs.Id;
        FrameWriter writer = line.Begin(MessageType.Run);
        writer.PutU32(line.Nonce);
        writer.PutU64(model.Id);
        writer.PutU64(inputSetId);
        writer.PutU32((uint)first);
        writer.PutU16(count);
        byte asked = line.Number;
        long start = Stopwatch.GetTimestamp();
        int wait = SessionLine.Backoff(line.FirstWait(line.Channel.Send(cancellation)), silences) + FrameMilliseconds(model);
        int doneWait = DoneMilliseconds + line.Options.LineMilliseconds(line.Info.LargestFrame);
        int missingBefore = target.Missing;
        int missing = missingBefore;
        FrameReader frame = line.Channel.Frame;
        long deadline = SessionLine.After(wait);
        while (line.Channel.Receive(deadline, cancellation))
        {
            if (IsOfThisKey(frame, MessageType.Codes, CodesBody.Length, model.Id, inputSetId))
            {
                // Codes of an earlier run with the same key are as good as this one's.
                ReadOnlySpan<byte> bytes = frame.Message.AsSpan(
                    FrameReader.BodyOffset + CodesBody.Bytes, frame.BodyLength - CodesBody.Length);
                if (!target.Take(frame.U32(CodesBody.FirstRow), frame.U16(CodesBody.Rows), frame.U16(CodesBody.ByteOffset), bytes))
                {
                    throw SessionFaults.Confused(
                        line.Channel.Name, $"sends rows of codes of another length than this model's {model.RowBytes} bytes");
                }

                if (target.Missing < missing)
                {
                    missing = target.Missing;
                    bool finished = missingBefore - missing >= count && IsAllThere(target, first, count);
                    deadline = SessionLine.After(finished ? doneWait : wait);
                    continue;
                }
            }
            else if (frame.Number == asked && IsOfThisKey(frame, MessageType.RunDone, RunDoneBody.Length, model.Id, inputSetId))
            {
                pace.Measure(count, Math.Max(frame.U32(RunDoneBody.Microseconds), Stopwatch.GetElapsedTime(start).TotalMicroseconds));
                return RunEnd.Done;
            }
            else if (line.IsRefusal(asked))
            {
                return RunEnd.Refused;
            }
            else
            {
                line.Counters.FramesStale++;
            }

            if (Stopwatch.GetTimestamp() >= deadline)
            {
                break;
            }
        }

        return IsAllThere(target, first, count) ? RunEnd.Done : RunEnd.Silent;
    }

    /// <summary>What a board may compute before it sends a frame: the rows that fit into one.</summary>
    private int FrameMilliseconds(WireModel model)
    {
        int rows = Math.Max(1, (FrameLimits.LargestBody(line.Info.LargestFrame) - CodesBody.Length) / model.RowBytes);
        return (int)Math.Min(int.MaxValue / 4, rows * Math.Max(pace.RowMicroseconds, 1) / 1000);
    }

    private static bool IsAllThere(CodeAssembler target, int first, int count) =>
        !target.NextMissing(first, 1, out int missing, out _) || missing >= first + count;

    private bool IsOfThisKey(FrameReader frame, byte type, int length, ulong modelId, ulong inputSetId) =>
        frame.Type == type
        && frame.BodyLength >= length
        && frame.U32(CodesBody.SessionNonce) == line.Nonce
        && frame.U64(CodesBody.ModelId) == modelId
        && frame.U64(CodesBody.InputSetId) == inputSetId;
}
