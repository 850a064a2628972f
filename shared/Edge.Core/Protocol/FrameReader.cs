namespace Edge.Core.Protocol
{
    /// <summary>
    /// Finds frames in bytes that come in any pieces. What does not decode, is longer than declared, or fails its CRC is dropped and
    /// counted; reading goes on at the next zero byte. Nothing is allocated after construction. Not safe for several threads.
    /// </summary>
    public sealed class FrameReader
    {
        /// <summary>Where the body starts in <see cref="Message"/>.</summary>
        public const int BodyOffset = FrameLimits.HeaderBytes;

        /// <summary>The message of the last frame: type, number, body, CRC. Holds until the next call of <see cref="Take"/>.</summary>
        public readonly byte[] Message;

        /// <summary>Length of the last frame's body in bytes.</summary>
        public int BodyLength;

        /// <summary>Frames taken.</summary>
        public uint Accepted;

        /// <summary>Runs of bytes between zero bytes that were no frame.</summary>
        public uint Dropped;

        /// <summary>True after <see cref="Take"/> where a frame is complete.</summary>
        public bool Ready;

        private int fill;
        private bool tooLong;

        /// <summary>A reader of frames up to that many bytes, both zero bytes included.</summary>
        public FrameReader(int largestFrame)
        {
            Message = new byte[largestFrame - 2];
        }

        /// <summary>Type of the last message.</summary>
        public byte Type
        {
            get { return Message[0]; }
        }

        /// <summary>Number of the last message.</summary>
        public byte Number
        {
            get { return Message[1]; }
        }

        /// <summary>
        /// Takes bytes up to the end of the next sound frame and returns how many of them it used; <see cref="Ready"/> then says whether a
        /// frame is there. Call again with the rest.
        /// </summary>
        public int Take(byte[] bytes, int offset, int count)
        {
            Ready = false;
            byte[] message = Message;
            int end = offset + count;
            int at = offset;
            int room = message.Length;
            int filled = fill;
            while (at < end)
            {
                byte value = bytes[at];
                at++;
                if (value != 0)
                {
                    if (filled < room)
                    {
                        message[filled] = value;
                        filled++;
                    }
                    else
                    {
                        tooLong = true;
                    }

                    continue;
                }

                int length = filled;
                filled = 0;
                if (length != 0 && Check(length))
                {
                    Ready = true;
                    break;
                }
            }

            fill = filled;
            return at - offset;
        }

        /// <summary>One byte of the body.</summary>
        public int U8(int bodyOffset)
        {
            return Message[BodyOffset + bodyOffset];
        }

        /// <summary>Two bytes of the body.</summary>
        public int U16(int bodyOffset)
        {
            return LittleEndian.ReadU16(Message, BodyOffset + bodyOffset);
        }

        /// <summary>Four bytes of the body.</summary>
        public uint U32(int bodyOffset)
        {
            return LittleEndian.ReadU32(Message, BodyOffset + bodyOffset);
        }

        /// <summary>Eight bytes of the body.</summary>
        public ulong U64(int bodyOffset)
        {
            return LittleEndian.ReadU64(Message, BodyOffset + bodyOffset);
        }

        private bool Check(int encoded)
        {
            bool whole = !tooLong;
            tooLong = false;
            int length = whole ? Cobs.Decode(Message, 0, encoded) : -1;
            int covered = length - FrameLimits.CrcBytes;
            if (covered < FrameLimits.HeaderBytes || Crc32.Of(Message, 0, covered) != LittleEndian.ReadU32(Message, covered))
            {
                Dropped++;
                return false;
            }

            BodyLength = covered - FrameLimits.HeaderBytes;
            Accepted++;
            return true;
        }
    }
}
