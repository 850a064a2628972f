using Edge.Core.Protocol;

namespace Edge.Firmware.Sessions
{
    /// <summary>The requests that bring a block of input rows.</summary>
    public sealed partial class Session
    {
        private void InputBegin()
        {
            if (!HasLength(InputBeginBody.Length))
            {
                return;
            }

            if (reader.U64(InputBeginBody.InputSetId) != counting.InputSetId)
            {
                // Its memory may be wanted for the other set.
                counting.Forget();
            }

            InputState(inputs.Begin(
                reader.U64(InputBeginBody.InputSetId),
                (byte)reader.U8(InputBeginBody.Mode),
                reader.U32(InputBeginBody.FirstRow),
                reader.U16(InputBeginBody.Rows),
                reader.U32(InputBeginBody.Size),
                reader.U32(InputBeginBody.Crc)));
        }

        private void Input()
        {
            if (!HasAtLeast(InputBody.Length))
            {
                return;
            }

            InputState(inputs.Add(
                reader.U64(InputBody.InputSetId),
                reader.U32(InputBody.FirstRow),
                reader.U32(InputBody.Offset),
                reader.Message,
                FrameReader.BodyOffset + InputBody.Bytes,
                reader.BodyLength - InputBody.Length));
        }

        private void InputState(byte error)
        {
            if (error != 0)
            {
                Error(error, inputs.Detail);
                return;
            }

            writer.Begin(MessageType.InputState, reader.Number);
            writer.PutU64(inputs.Id);
            writer.PutU32(inputs.FirstRow);
            writer.PutU32(inputs.NextOffset);
            writer.PutU8(inputs.Complete ? 1 : 0);
            Send();
        }
    }
}
