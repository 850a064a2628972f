using System;
using Edge.Core.Protocol;

namespace Edge.Firmware.Sessions
{
    /// <summary>The requests that bring a model.</summary>
    public sealed partial class Session
    {
        private void LoadBegin()
        {
            if (!HasLength(LoadBeginBody.Length))
            {
                return;
            }

            ulong id = reader.U64(LoadBeginBody.ModelId);
            uint size = reader.U32(LoadBeginBody.Size);
            if (size != 0 && !model.Holds(id, size))
            {
                // Before room is made for the new one: the heap need not hold both.
                run.Prepare(null);
                counting.Forget();
            }

            LoadState(model.Begin(id, size));
        }

        private void Load()
        {
            if (!HasAtLeast(LoadBody.Length))
            {
                return;
            }

            bool before = model.Model != null;
            byte error = model.Add(
                reader.U64(LoadBody.ModelId),
                reader.U32(LoadBody.Offset),
                reader.Message,
                FrameReader.BodyOffset + LoadBody.Bytes,
                reader.BodyLength - LoadBody.Length);
            if (!before && model.Model != null)
            {
                error = PrepareRuns();
            }

            LoadState(error);
        }

        private byte PrepareRuns()
        {
            try
            {
                run.Prepare(model.Model);
                return 0;
            }
            catch (OutOfMemoryException)
            {
                uint size = model.NextOffset;
                run.Prepare(null);
                model.Forget();
                model.Detail = size;
                return ErrorCode.OutOfMemory;
            }
        }

        private void LoadState(byte error)
        {
            if (error != 0)
            {
                Error(error, model.Detail);
                return;
            }

            writer.Begin(MessageType.LoadState, reader.Number);
            writer.PutU64(model.Id);
            writer.PutU32(model.NextOffset);
            writer.PutU8(model.Model != null ? 1 : 0);
            Send();
        }
    }
}
