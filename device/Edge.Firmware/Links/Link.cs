namespace Edge.Firmware.Links
{
    /// <summary>A line of bytes to the host.</summary>
    public abstract class Link
    {
        /// <summary>Takes what has come in, at most count bytes, and returns how many; 0 without waiting where nothing has.</summary>
        public abstract int Read(byte[] buffer, int offset, int count);

        /// <summary>Sends bytes and returns when they are handed to the line.</summary>
        public abstract void Write(byte[] buffer, int offset, int count);
    }
}
