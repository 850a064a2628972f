using Edge.Core.Protocol;

namespace Edge.Devices.Session;

/// <summary>LOAD_BEGIN and LOAD: brings a model to the device, from whatever offset the device expects.</summary>
internal sealed class ModelUpload(SessionLine line)
{
    private const int MostAttempts = 4;
    private const int MostStalls = 8;

    // SHA-256 interpreted on a board takes up to about 0.2 ms per byte; the last LOAD is answered after it.
    private const double HashMillisecondsPerByte = 0.2;
    private ulong? loaded;

    /// <summary>Forgets what is loaded: the device restarted, or says it has no model.</summary>
    public void Forget() => loaded = null;

    /// <summary>Loads a model unless it is there.</summary>
    /// <returns>False where the device restarted or lost the model meanwhile; nothing is loaded then.</returns>
    /// <exception cref="DeviceException">The device refuses the model or stops answering.</exception>
    public bool Ensure(WireModel model, CancellationToken cancellation)
    {
        if (loaded == model.Id)
        {
            return true;
        }

        loaded = null;
        int refusals = 0;
        for (int attempt = 1; ; attempt++)
        {
            Reply reply = Load(model, cancellation);
            if (reply == Reply.Answer)
            {
                loaded = model.Id;
                line.Counters.ModelsLoaded++;
                return true;
            }

            if (reply == Reply.Restart)
            {
                return false;
            }

            if (line.IsLoss)
            {
                // Another host may have put its model on the device. HELLO tells a restart from that.
                line.Restarted(cancellation);
                return false;
            }

            if (line.ErrorCode == ErrorCode.OutOfMemory)
            {
                // The device holds no model now: what it has free is all there is for one. An ERROR carries no key: a late one may bear this
                // request's number, so that it takes two.
                if (line.Restarted(cancellation))
                {
                    return false;
                }

                if (attempt > 1)
                {
                    throw SessionFaults.NoRoom(line, model, line.Info.FreeHeap);
                }

                continue;
            }

            // A hash that differs is worth another upload; anything else has to come twice, as above.
            refusals += line.ErrorCode == ErrorCode.BadModel && line.ErrorDetail == 0 ? 0 : 1;
            if (refusals > 1 || attempt == MostAttempts)
            {
                throw SessionFaults.Refused(line, $"a model of {model.Content.Length} bytes");
            }
        }
    }

    private Reply Load(WireModel model, CancellationToken cancellation)
    {
        int hashMilliseconds = (int)(model.Content.Length * HashMillisecondsPerByte);
        Reply reply = BeginLoad(model, hashMilliseconds, cancellation);
        if (reply == Reply.Answer && line.Channel.Frame.U8(LoadStateBody.Complete) != 1 && model.HeapBytes > line.Info.FreeHeap)
        {
            reply = RequireRoom(model, cancellation) ? BeginLoad(model, hashMilliseconds, cancellation) : Reply.Restart;
        }

        int stalls = 0;
        long furthest = -1;
        while (reply == Reply.Answer)
        {
            FrameReader frame = line.Channel.Frame;
            long offset = frame.U32(LoadStateBody.NextOffset);
            if (frame.U8(LoadStateBody.Complete) == 1)
            {
                return Reply.Answer;
            }

            stalls = offset > furthest ? 0 : stalls + 1;
            furthest = Math.Max(furthest, offset);
            if (offset >= model.Content.Length || stalls > MostStalls)
            {
                throw SessionFaults.Confused(
                    line.Channel.Name, $"does not get on with the upload of a model (next offset {offset} of {model.Content.Length})");
            }

            int count = (int)Math.Min(line.ContentBody - LoadBody.Length, model.Content.Length - offset);
            bool last = offset + count == model.Content.Length;
            FrameWriter writer = line.Begin(MessageType.Load);
            writer.PutU64(model.Id);
            writer.PutU32((uint)offset);
            writer.PutBytes(model.Content, (int)offset, count);
            reply = line.Ask(MessageType.LoadState, LoadStateBody.Length, BitConverter.GetBytes(model.Id), last ? hashMilliseconds : 0, cancellation);
        }

        return reply;
    }

    private Reply BeginLoad(WireModel model, int hashMilliseconds, CancellationToken cancellation)
    {
        FrameWriter writer = line.Begin(MessageType.LoadBegin);
        writer.PutU64(model.Id);
        writer.PutU32((uint)model.Content.Length);
        return line.Ask(MessageType.LoadState, LoadStateBody.Length, BitConverter.GetBytes(model.Id), hashMilliseconds, cancellation);
    }

    /// <summary>
    /// What INFO said was free before may have been beside another model. After LOAD_BEGIN that one is gone and there is room for the
    /// content: HELLO tells what that leaves, before bytes are sent in vain.
    /// </summary>
    /// <returns>False where the device restarted meanwhile.</returns>
    /// <exception cref="DeviceException">There is no room for the model.</exception>
    private bool RequireRoom(WireModel model, CancellationToken cancellation)
    {
        DeviceInfo before = line.Info;
        if (line.Restarted(cancellation))
        {
            return false;
        }

        long room = line.Info.FreeHeap + LoadingMemory.OfContent(model.Content.Length);
        return ReferenceEquals(before, line.Info) || model.HeapBytes <= room ? true : throw SessionFaults.NoRoom(line, model, room);
    }
}
