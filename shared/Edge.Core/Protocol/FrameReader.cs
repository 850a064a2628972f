using System;

namespace Edge.Core.Protocol
{
    /// <summary>
    /// Finds frames in bytes that come in any pieces. What does not decode, is longer than declared, or fails its CRC is dropped and
    /// counted; reading goes on at the next zero byte. Nothing is allocated after construction. Not safe for several threads.
    /// </summary>
    public sealed class FrameReader
    {
        /// <summary>Where the body starts in <see cref="Message"/>.</summary>
        public const int BodyOffset = MessageOffset + FrameLimits.HeaderBytes;

        /// <summary>Before the message stands what was the first code of its encoding.</summary>
        private const int MessageOffset = 1;

        /// <summary>
        /// From the second byte on the message of the last frame: type, number, body, CRC. Holds until the next call of <see cref="Take"/>.
        /// </summary>
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
            get { return Message[MessageOffset]; }
        }

        /// <summary>Number of the last message.</summary>
        public byte Number
        {
            get { return Message[MessageOffset + 1]; }
        }

        /// <summary>
        /// Takes bytes up to the end of the next sound frame and returns how many of them it used; <see cref="Ready"/> then says whether a
        /// frame is there. Call again with the rest.
        /// </summary>
        public int Take(byte[] bytes, int offset, int count)
        {
            Ready = false;
            int end = offset + count;
            int at = offset;
            int filled = fill;
            while (at < end && !Ready)
            {
                int zero = Cobs.IndexOfZero(bytes, at, end);
                int run = (zero < 0 ? end : zero) - at;
                if (run > Message.Length - filled)
                {
                    tooLong = true;
                }
                else if (run > 0)
                {
                    Array.Copy(bytes, at, Message, filled, run);
                    filled += run;
                }

                at += run;
                if (zero >= 0)
                {
                    at++;
                    Ready = (filled != 0 || tooLong) && Check(filled);
                    filled = 0;
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
            if (covered < FrameLimits.HeaderBytes
                || Crc32.Of(Message, MessageOffset, covered) != LittleEndian.ReadU32(Message, MessageOffset + covered))
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
