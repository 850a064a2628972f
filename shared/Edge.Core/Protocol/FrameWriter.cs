using System;

namespace Edge.Core.Protocol
{
    /// <summary>
    /// Builds one frame after the other in a buffer of its own: Begin, Put..., End; then Frame[0 .. End()) goes to the line. The message is
    /// put where the frame will have it and encoded in place. Nothing is allocated after construction. Not safe for several threads.
    /// </summary>
    public sealed class FrameWriter
    {
        /// <summary>The frame that <see cref="End"/> made, zero bytes included.</summary>
        public readonly byte[] Frame;

        /// <summary>
        /// Where the message is being built, type, number, body: the array of <see cref="Frame"/>. Room from <see cref="Reserve"/> is
        /// written here directly.
        /// </summary>
        public readonly byte[] Message;

        /// <summary>In front of the message the frame has a zero byte and the first code of the encoding.</summary>
        private const int MessageOffset = 2;

        /// <summary>Bytes checked by one <see cref="EndStep"/>, a multiple of the sixteen that the CRC takes at once.</summary>
        private const int CheckedBytes = 256;

        /// <summary>Bytes encoded by one, which takes about as long.</summary>
        private const int EncodedBytes = 2 * CheckedBytes;

        private readonly int bodyLimit;
        private int end;
        private int checkedTo;
        private int codeAt;
        private uint crc;

        /// <summary>A writer of frames up to that many bytes, 240..65535.</summary>
        public FrameWriter(int largestFrame)
        {
            Frame = new byte[largestFrame];
            Message = Frame;
            bodyLimit = MessageOffset + FrameLimits.LargestMessage(largestFrame) - FrameLimits.CrcBytes;
        }

        /// <summary>Bytes that can still be put into the body.</summary>
        public int Room
        {
            get { return bodyLimit - end; }
        }

        /// <summary>Starts a message; what was begun before is given up.</summary>
        public void Begin(byte type, byte number)
        {
            Message[MessageOffset] = type;
            Message[MessageOffset + 1] = number;
            end = MessageOffset + FrameLimits.HeaderBytes;
        }

        /// <summary>Appends one byte.</summary>
        public void PutU8(int value)
        {
            Message[end] = (byte)value;
            end++;
        }

        /// <summary>Appends the low 2 bytes of a number.</summary>
        public void PutU16(int value)
        {
            LittleEndian.WriteU16(Message, end, value);
            end += 2;
        }

        /// <summary>Appends 4 bytes.</summary>
        public void PutU32(uint value)
        {
            LittleEndian.WriteU32(Message, end, value);
            end += 4;
        }

        /// <summary>Appends 8 bytes.</summary>
        public void PutU64(ulong value)
        {
            LittleEndian.WriteU64(Message, end, value);
            end += 8;
        }

        /// <summary>Appends bytes[offset .. offset + count).</summary>
        public void PutBytes(byte[] bytes, int offset, int count)
        {
            Array.Copy(bytes, offset, Message, end, count);
            end += count;
        }

        /// <summary>Appends count bytes of any content and returns where in <see cref="Message"/> the caller writes them.</summary>
        public int Reserve(int count)
        {
            int offset = end;
            end += count;
            return offset;
        }

        /// <summary>Appends the CRC, encodes the message, and returns the length of the frame in bytes.</summary>
        public int End()
        {
            int covered = end - MessageOffset;
            LittleEndian.WriteU32(Frame, end, Crc32.Of(Frame, MessageOffset, covered));
            Frame[0] = 0;
            return Cobs.Encode(Frame, 1, covered + FrameLimits.CrcBytes) + 2;
        }

        /// <summary>Begins what <see cref="End"/> does in steps, with time for other things in between.</summary>
        public void BeginEnd()
        {
            checkedTo = MessageOffset;
            codeAt = 0;
            crc = 0;
        }

        /// <summary>
        /// The next step, some hundred bytes of the message checked or encoded; returns the length of the frame in bytes after the last one,
        /// 0 before.
        /// </summary>
        public int EndStep()
        {
            if (codeAt == 0)
            {
                int count = end - checkedTo;
                if (count > CheckedBytes)
                {
                    count = CheckedBytes;
                }

                crc = Crc32.Continue(crc, Frame, checkedTo, count);
                checkedTo += count;
                if (checkedTo == end)
                {
                    LittleEndian.WriteU32(Frame, end, crc);
                    end += FrameLimits.CrcBytes;
                    Frame[0] = 0;
                    Frame[end] = 0;
                    codeAt = 1;
                }

                return 0;
            }

            return Cobs.EncodeSome(Frame, ref codeAt, ref end, codeAt + EncodedBytes) ? end + 1 : 0;
        }
    }
}
