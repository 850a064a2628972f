namespace Edge.Firmware.Links
{
    /// <summary>
    /// A frame on its way to the line, in pieces that the line takes without waiting, so that the next frame is computed meanwhile. The
    /// frame's array must stay as it is until all of it has gone.
    /// </summary>
    public sealed class FrameSender
    {
        private readonly Link link;
        private byte[] frame;
        private int at;
        private int end;

        /// <summary>A sender that has nothing to send.</summary>
        public FrameSender(Link link)
        {
            this.link = link;
        }

        /// <summary>Waits until the frame before has gone, and begins with frame[0 .. count).</summary>
        public void Send(byte[] next, int count)
        {
            Finish();
            frame = next;
            at = 0;
            end = count;
            Pump();
        }

        /// <summary>Hands the line what it takes without waiting.</summary>
        public void Pump()
        {
            if (at < end)
            {
                at += link.WriteSome(frame, at, end - at);
            }
        }

        /// <summary>Hands the line all that is left, and waits for it.</summary>
        public void Finish()
        {
            if (at < end)
            {
                link.Write(frame, at, end - at);
                at = end;
            }
        }
    }
}
