using Edge.Core.Protocol;
using Edge.Inference;

namespace Edge.Devices.Session;

/// <summary>
/// INPUT_BEGIN and INPUT: tells the device to count, or fills its block with the rows around the one that is wanted. Blocks start at
/// multiples of their length, so that the same rows always lie in the same block.
/// </summary>
internal sealed class InputUpload(SessionLine line)
{
    private const int MostStalls = 8;

    /// <summary>Halvings after which no block is longer than a byte, a row of it that is.</summary>
    private const int MostHalvings = 32;
    private long mostBytes = long.MaxValue;
    private byte[] block = [];
    private ulong? loaded;
    private int firstRow;
    private int endRow;

    /// <summary>Forgets what is loaded: the device restarted, or says it has no inputs.</summary>
    /// <param name="setbacks">How often that happened without a new row; a device that forgets before a block is there gets smaller ones.</param>
    public void Forget(int setbacks)
    {
        loaded = null;
        mostBytes = setbacks < 2 ? long.MaxValue : line.Info.LargestInputBlock >> Math.Min(2 * (setbacks - 1), MostHalvings);
    }

    /// <summary>Makes sure that the device has a row.</summary>
    /// <param name="inputs">The rows.</param>
    /// <param name="row">The row that is wanted.</param>
    /// <param name="end">The row after the last one that the device has without another upload.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False where the device restarted or lost what it was sent meanwhile; nothing is loaded then.</returns>
    /// <exception cref="DeviceException">The device refuses the inputs or stops answering.</exception>
    public bool Ensure(InputSet inputs, int row, out int end, CancellationToken cancellation)
    {
        end = endRow;
        if (loaded == inputs.Id && row >= firstRow && row < endRow)
        {
            return true;
        }

        loaded = null;
        int refusals = 0;
        while (true)
        {
            (int first, int rows) = BlockOf(inputs, row);
            Reply reply = Fill(inputs, first, rows, cancellation);
            if (reply == Reply.Answer)
            {
                loaded = inputs.Id;
                firstRow = first;
                endRow = end = first + rows;
                return true;
            }

            if (reply == Reply.Restart)
            {
                return false;
            }

            if (line.IsLoss)
            {
                // Another host may have put its model on the device, too. HELLO tells a restart from that.
                line.Restarted(cancellation);
                return false;
            }

            if (line.ErrorCode == ErrorCode.OutOfMemory && rows > 1)
            {
                // The model left less than a whole block: a smaller one does as well.
                mostBytes = (long)rows * inputs.WireRowBytes / 2;
                continue;
            }

            // An ERROR carries no key: a late one may bear this request's number, so that one that can't be mended has to come twice.
            refusals++;
            if (refusals > 1)
            {
                throw SessionFaults.Refused(line, $"a block of {rows} rows of inputs");
            }
        }
    }

    private (int First, int Rows) BlockOf(InputSet inputs, int row)
    {
        if (inputs.IsCounting)
        {
            return (0, inputs.Rows);
        }

        int blockRows = BlockRows(inputs);
        int first = row / blockRows * blockRows;
        return (first, Math.Min(blockRows, inputs.Rows - first));
    }

    private int BlockRows(InputSet inputs)
    {
        long rows = Math.Min(ushort.MaxValue, line.Info.LargestInputBlock / inputs.WireRowBytes);
        rows = rows > 0 ? Math.Clamp(mostBytes / inputs.WireRowBytes, 1, rows) : 0;
        return rows >= 1
            ? (int)rows
            : throw new DeviceException(
                $"a row of inputs takes {inputs.WireRowBytes} bytes, {line.Channel.Name} has room for {line.Info.LargestInputBlock}; "
                + "use a board with more memory");
    }

    private Reply Fill(InputSet inputs, int first, int rows, CancellationToken cancellation)
    {
        ulong id = inputs.Id;
        int size = inputs.IsCounting ? 0 : rows * inputs.WireRowBytes;
        if (block.Length < size)
        {
            block = new byte[size];
        }

        inputs.PackForWire(first, inputs.IsCounting ? 0 : rows, block);
        byte[] key = [.. BitConverter.GetBytes(id), .. BitConverter.GetBytes(first)];
        FrameWriter writer = line.Begin(MessageType.InputBegin);
        writer.PutU64(id);
        writer.PutU8(inputs.IsCounting ? InputMode.Counting : InputMode.Block);
        writer.PutU32((uint)first);
        writer.PutU16(inputs.IsCounting ? 0 : rows);
        writer.PutU32((uint)size);
        writer.PutU32(Crc32.Of(block, 0, size));
        Reply reply = line.Ask(MessageType.InputState, InputStateBody.Length, key, 0, cancellation);
        int stalls = 0;
        long furthest = -1;
        while (reply == Reply.Answer)
        {
            FrameReader frame = line.Channel.Frame;
            long offset = frame.U32(InputStateBody.NextOffset);
            if (frame.U8(InputStateBody.Complete) == 1)
            {
                return Reply.Answer;
            }

            stalls = offset > furthest ? 0 : stalls + 1;
            furthest = Math.Max(furthest, offset);
            if (offset >= size || stalls > MostStalls)
            {
                throw SessionFaults.Confused(
                    line.Channel.Name, $"does not get on with the upload of inputs (next offset {offset} of {size})");
            }

            int count = (int)Math.Min(line.ContentBody - InputBody.Length, size - offset);
            writer = line.Begin(MessageType.Input);
            writer.PutU64(id);
            writer.PutU32((uint)first);
            writer.PutU32((uint)offset);
            writer.PutBytes(block, (int)offset, count);
            reply = line.Ask(MessageType.InputState, InputStateBody.Length, key, 0, cancellation);
        }

        return reply;
    }
}
