namespace Edge.Core.Protocol
{
    /// <summary>Numbers in byte arrays, least significant byte first, without allocation.</summary>
    public static class LittleEndian
    {
        /// <summary>Reads 2 bytes.</summary>
        public static int ReadU16(byte[] bytes, int offset)
        {
            return bytes[offset] | (bytes[offset + 1] << 8);
        }

        /// <summary>Reads 4 bytes.</summary>
        public static uint ReadU32(byte[] bytes, int offset)
        {
            return (uint)(bytes[offset] | (bytes[offset + 1] << 8) | (bytes[offset + 2] << 16) | (bytes[offset + 3] << 24));
        }

        /// <summary>Reads 8 bytes.</summary>
        public static ulong ReadU64(byte[] bytes, int offset)
        {
            return ReadU32(bytes, offset) | ((ulong)ReadU32(bytes, offset + 4) << 32);
        }

        /// <summary>Writes the low 2 bytes of a number.</summary>
        public static void WriteU16(byte[] bytes, int offset, int value)
        {
            bytes[offset] = (byte)value;
            bytes[offset + 1] = (byte)(value >> 8);
        }

        /// <summary>Writes 4 bytes.</summary>
        public static void WriteU32(byte[] bytes, int offset, uint value)
        {
            bytes[offset] = (byte)value;
            bytes[offset + 1] = (byte)(value >> 8);
            bytes[offset + 2] = (byte)(value >> 16);
            bytes[offset + 3] = (byte)(value >> 24);
        }

        /// <summary>Writes 8 bytes.</summary>
        public static void WriteU64(byte[] bytes, int offset, ulong value)
        {
            WriteU32(bytes, offset, (uint)value);
            WriteU32(bytes, offset + 4, (uint)(value >> 32));
        }
    }
}
