using System;
using Edge.Firmware.Links;

namespace Edge.Testing.Firmware
{
    /// <summary>A line in memory: what is fed is read, what is written is kept until it is cleared. Allocates nothing after construction.</summary>
    public sealed class DeskLink : Link
    {
        /// <summary>What the firmware wrote, in its first <see cref="WrittenBytes"/> bytes.</summary>
        public readonly byte[] Written = new byte[1 << 16];

        /// <summary>How much it wrote since the last <see cref="Clear"/>.</summary>
        public int WrittenBytes;

        private readonly byte[] pending = new byte[1 << 16];
        private int at;
        private int filled;

        /// <summary>Hands bytes to the firmware; what was fed before has been read.</summary>
        public void Feed(byte[] bytes, int offset, int count)
        {
            Array.Copy(bytes, offset, pending, 0, count);
            at = 0;
            filled = count;
        }

        /// <summary>True while the firmware has not read all.</summary>
        public bool HasMore
        {
            get { return at < filled; }
        }

        /// <summary>Forgets what was written.</summary>
        public void Clear()
        {
            WrittenBytes = 0;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int some = Math.Min(count, filled - at);
            Array.Copy(pending, at, buffer, offset, some);
            at += some;
            return some;
        }

        public override int WriteSome(byte[] buffer, int offset, int count)
        {
            Write(buffer, offset, count);
            return count;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Array.Copy(buffer, offset, Written, WrittenBytes, count);
            WrittenBytes += count;
        }
    }
}
