using Edge.Core.Inference;
using Edge.Core.Protocol;

namespace Edge.Testing.Devices;

/// <summary>What the stand-in computes, and how it goes wrong on the way.</summary>
public sealed partial class DeviceStandIn
{
    private void Run(byte number)
    {
        uint nonce = reader.U32(RunBody.SessionNonce);
        ulong modelId = reader.U64(RunBody.ModelId);
        ulong inputId = reader.U64(RunBody.InputSetId);
        uint first = reader.U32(RunBody.FirstRow);
        int rows = reader.U16(RunBody.Rows);
        RunLengths.Add(rows);
        if (ResetsAtEveryRun)
        {
            Reset();
        }

        if (!Ready(number, modelId, inputId, first, rows))
        {
            return;
        }

        if (RepeatsOldFrames)
        {
            oldFrames.ForEach(frame => Transmit(frame));
        }

        byte[][] codes = ReferenceInference.NewCodes(memory.Model!);
        int rowBytes = (memory.Model!.RecordedBitsPerRow() + 7) / 8;
        int room = FrameLimits.LargestBody(LargestFrame) - CodesBody.Length;
        int perFrame = Math.Max(1, room / rowBytes);
        byte[] packed = new byte[perFrame * rowBytes];
        for (int done = 0; done < rows; done += perFrame)
        {
            int count = Math.Min(perFrame, rows - done);
            for (int i = 0; i < count; i++)
            {
                ReferenceInference.Run(memory.Model!, memory.InputRow(first + (uint)(done + i)), codes, null);
                WireRows.Pack(memory.Model!, codes).CopyTo(packed, i * rowBytes);
            }

            rowsComputed += (uint)count;
            computeMicroseconds += (uint)count * MicrosecondsPerRow;

            for (int offset = 0; offset < count * rowBytes; offset += rowBytes > room ? room : count * rowBytes)
            {
                int bytes = Math.Min(rowBytes > room ? room : count * rowBytes, (count * rowBytes) - offset);
                Key(MessageType.Codes, number, nonce, modelId, inputId, first + (uint)done);
                writer.PutU16(count);
                writer.PutU16(offset);
                writer.PutBytes(packed, offset, bytes);
                KeepOldFrame(Send());
                codesFrames++;
                if (Misbehaves())
                {
                    return;
                }
            }

            if (NextRequest(0))
            {
                Answer();
                return;
            }
        }

        Key(MessageType.RunDone, number, nonce, modelId, inputId, first);
        writer.PutU16(rows);
        writer.PutU32((uint)rows * MicrosecondsPerRow);
        Send();
    }

    private bool Misbehaves()
    {
        if (codesFrames >= HangsUpAfterCodes)
        {
            Terminal.HangUp();
            stopped = true;
            return true;
        }

        if (ResetAfterCodes.TryPeek(out int when) && codesFrames >= when)
        {
            ResetAfterCodes.Dequeue();
            Reset();
            return true;
        }

        return codesFrames >= SilentAfterCodes;
    }

    private bool Ready(byte number, ulong modelId, ulong inputId, uint first, int rows)
    {
        if (memory.Model is null || memory.ModelId != modelId || LosesItsModel)
        {
            Error(number, ErrorCode.NoModel, memory.ModelId is null ? 0u : 1u);
            return false;
        }

        if (!memory.InputsComplete || memory.InputId != inputId || !memory.Holds(first, rows))
        {
            Error(number, ErrorCode.NoInput, memory.InputId is null ? 0u : memory.InputId == inputId ? 2u : 1u);
            return false;
        }

        return true;
    }

    private void Accumulators(byte number)
    {
        ulong modelId = reader.U64(AccumulatorsBody.ModelId);
        ulong inputId = reader.U64(AccumulatorsBody.InputSetId);
        uint row = reader.U32(AccumulatorsBody.Row);
        int layer = reader.U8(AccumulatorsBody.Layer);
        int first = reader.U16(AccumulatorsBody.FirstNeuron);
        int count = reader.U8(AccumulatorsBody.Count);
        uint nonce = reader.U32(AccumulatorsBody.SessionNonce);
        if (!Ready(number, modelId, inputId, row, 1))
        {
            return;
        }

        int[][] values = ReferenceInference.NewAccumulators(memory.Model!);
        ReferenceInference.Run(memory.Model!, memory.InputRow(row), ReferenceInference.NewCodes(memory.Model!), values);
        Key(MessageType.AccumulatorValues, number, nonce, modelId, inputId, row);
        writer.PutU8(layer);
        writer.PutU16(first);
        writer.PutU8(count);
        for (int n = first; n < first + count; n++)
        {
            writer.PutU32(unchecked((uint)values[layer][n]));
        }

        Send();
    }
}
