using Edge.Core.Protocol;

namespace Edge.Firmware.Sessions
{
    /// <summary>What the device says of itself.</summary>
    public sealed partial class Session
    {
        private void Hello()
        {
            if (!HasLength(HelloBody.Length))
            {
                return;
            }

            if (reader.U8(HelloBody.ProtocolVersion) != FrameLimits.ProtocolVersion)
            {
                Error(ErrorCode.BadVersion, FrameLimits.ProtocolVersion);
                return;
            }

            writer.Begin(MessageType.Info, reader.Number);
            writer.PutU8(FrameLimits.ProtocolVersion);
            writer.PutU8(FirmwareVersion.Major);
            writer.PutU8(FirmwareVersion.Minor);
            writer.PutU8(FirmwareVersion.Patch);
            writer.PutU32(bootNonce);
            writer.PutU32(board.FreeHeap());
            writer.PutU16(LargestFrame);
            writer.PutU32(InputSlot.LargestBlock);
            writer.PutU8(name.Length);
            for (int i = 0; i < name.Length; i++)
            {
                writer.PutU8(name[i]);
            }

            writer.PutU8(Abilities.Counts);
            Send();
        }

        private void Stats()
        {
            if (!HasLength(0))
            {
                return;
            }

            writer.Begin(MessageType.StatsState, reader.Number);
            writer.PutU32(bootNonce);
            writer.PutU32((uint)((board.Microseconds() - started) / 1000UL));
            writer.PutU32(board.FreeHeap());
            writer.PutU32(reader.Accepted);
            writer.PutU32(reader.Dropped);
            writer.PutU32(run.RowsComputed);
            writer.PutU32(run.ComputeMicroseconds);
            Send();
        }
    }
}
