namespace Edge.Firmware.Links
{
    /// <summary>A line of bytes to the host.</summary>
    public abstract class Link
    {
        /// <summary>
        /// Bytes that a link holds until they are read. A serial driver drops everything pending on overflow, so no frame may be longer
        /// than this less what can arrive while one is handled.
        /// </summary>
        public const int ReceiveBufferBytes = 2048;

        /// <summary>Takes what has come in, at most count bytes, and returns how many; 0 without waiting where nothing has.</summary>
        public abstract int Read(byte[] buffer, int offset, int count);

        /// <summary>
        /// Sends as many of the bytes as the line takes without waiting, as far as is known, and returns how many; 0 also where so few are
        /// not worth it.
        /// </summary>
        public abstract int WriteSome(byte[] buffer, int offset, int count);

        /// <summary>Sends bytes and returns when they are handed to the line, where some may still wait for their turn.</summary>
        public abstract void Write(byte[] buffer, int offset, int count);
    }
}
