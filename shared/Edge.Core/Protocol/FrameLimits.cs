namespace Edge.Core.Protocol
{
    /// <summary>
    /// Sizes of frames: a zero byte, the COBS encoding of a message (type, number, body, CRC-32), a zero byte.
    /// </summary>
    public static class FrameLimits
    {
        /// <summary>Version of the protocol in HELLO and INFO.</summary>
        public const byte ProtocolVersion = 1;

        /// <summary>Bytes of a frame that every device takes before INFO allows more, both zero bytes included.</summary>
        public const int FirstFrameBytes = 240;

        /// <summary>Largest frame INFO can allow (u16).</summary>
        public const int MostFrameBytes = 65535;

        /// <summary>Bytes before the body: type and number.</summary>
        public const int HeaderBytes = 2;

        /// <summary>Bytes after the body: the CRC-32.</summary>
        public const int CrcBytes = 4;

        /// <summary>Bytes of a message besides its body.</summary>
        public const int MessageOverhead = HeaderBytes + CrcBytes;

        /// <summary>Largest message (type, number, body, CRC) that surely fits a frame of that many bytes, whatever its content.</summary>
        public static int LargestMessage(int frameBytes)
        {
            int encoded = frameBytes - 2;
            int message = encoded - 1 - encoded / 255;
            while (Cobs.MostEncoded(message + 1) <= encoded)
            {
                message++;
            }

            return message;
        }

        /// <summary>Largest body that is sure to fit a frame of that many bytes, whatever its content: 231 of 240.</summary>
        public static int LargestBody(int frameBytes)
        {
            return LargestMessage(frameBytes) - MessageOverhead;
        }
    }
}
