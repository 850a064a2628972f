using System;

namespace Edge.Core.Protocol
{
    /// <summary>
    /// Builds one frame after the other in buffers of its own: Begin, Put..., End; then Frame[0 .. End()) goes to the line. Nothing is
    /// allocated after construction. Not safe for several threads.
    /// </summary>
    public sealed class FrameWriter
    {
        /// <summary>The frame that <see cref="End"/> made, zero bytes included.</summary>
        public readonly byte[] Frame;

        /// <summary>The message being built: type, number, body. Room from <see cref="Reserve"/> is written here directly.</summary>
        public readonly byte[] Message;

        private int length;

        /// <summary>A writer of frames up to that many bytes, 240..65535.</summary>
        public FrameWriter(int largestFrame)
        {
            Frame = new byte[largestFrame];
            Message = new byte[FrameLimits.LargestMessage(largestFrame)];
        }

        /// <summary>Bytes that can still be put into the body.</summary>
        public int Room
        {
            get { return Message.Length - FrameLimits.CrcBytes - length; }
        }

        /// <summary>Starts a message; what was begun before is given up.</summary>
        public void Begin(byte type, byte number)
        {
            Message[0] = type;
            Message[1] = number;
            length = FrameLimits.HeaderBytes;
        }

        /// <summary>Appends one byte.</summary>
        public void PutU8(int value)
        {
            Message[length] = (byte)value;
            length++;
        }

        /// <summary>Appends the low 2 bytes of a number.</summary>
        public void PutU16(int value)
        {
            LittleEndian.WriteU16(Message, length, value);
            length += 2;
        }

        /// <summary>Appends 4 bytes.</summary>
        public void PutU32(uint value)
        {
            LittleEndian.WriteU32(Message, length, value);
            length += 4;
        }

        /// <summary>Appends 8 bytes.</summary>
        public void PutU64(ulong value)
        {
            LittleEndian.WriteU64(Message, length, value);
            length += 8;
        }

        /// <summary>Appends bytes[offset .. offset + count).</summary>
        public void PutBytes(byte[] bytes, int offset, int count)
        {
            Array.Copy(bytes, offset, Message, length, count);
            length += count;
        }

        /// <summary>Appends count bytes of any content and returns where in <see cref="Message"/> the caller writes them.</summary>
        public int Reserve(int count)
        {
            int offset = length;
            length += count;
            return offset;
        }

        /// <summary>Appends the CRC, encodes the message, and returns the length of the frame in bytes.</summary>
        public int End()
        {
            LittleEndian.WriteU32(Message, length, Crc32.Of(Message, 0, length));
            Frame[0] = 0;
            int encoded = Cobs.Encode(Message, 0, length + FrameLimits.CrcBytes, Frame, 1);
            Frame[encoded + 1] = 0;
            return encoded + 2;
        }
    }
}
