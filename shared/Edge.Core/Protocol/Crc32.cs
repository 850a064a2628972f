using System;

namespace Edge.Core.Protocol
{
    /// <summary>
    /// The CRC-32 of IEEE 802.3 (reflected polynomial 0xEDB88320, initial value and final xor 0xFFFFFFFF), four bytes at a time with four
    /// tables (Kounavis and Berry, IEEE Transactions on Computers 57(11), 2008). It finds damage in transport; it does not identify models
    /// or inputs.
    /// </summary>
    public static class Crc32
    {
        private const uint Polynomial = 0xEDB88320U;

        // Table k holds the remainder of each byte with k bytes of zeros behind it: 4 KB of heap. Computed, since initialized data would
        // be there twice.
        private static readonly uint[] Table0 = Remainders();
        private static readonly uint[] Table1 = WithZeroByte(Table0, Table0);
        private static readonly uint[] Table2 = WithZeroByte(Table1, Table0);
        private static readonly uint[] Table3 = WithZeroByte(Table2, Table0);

        /// <summary>The CRC of bytes[offset .. offset + count); 0xCBF43926 for the nine ASCII digits 123456789.</summary>
        public static uint Of(byte[] bytes, int offset, int count)
        {
            return Continue(0, bytes, offset, count);
        }

        /// <summary>The CRC of everything before and bytes[offset .. offset + count); a CRC of nothing is 0.</summary>
        public static uint Continue(uint crc, byte[] bytes, int offset, int count)
        {
            uint[] t0 = Table0;
            uint[] t1 = Table1;
            uint[] t2 = Table2;
            uint[] t3 = Table3;
            int end = offset + count;
            int lastSixteen = end - 16;
            crc = ~crc;

            // The runtime reads words as the machine does; all machines that this runs on are little-endian.
            while (offset <= lastSixteen)
            {
                crc ^= BitConverter.ToUInt32(bytes, offset);
                crc = t3[(int)(crc & 0xFF)] ^ t2[(int)((crc >> 8) & 0xFF)] ^ t1[(int)((crc >> 16) & 0xFF)] ^ t0[(int)(crc >> 24)]
                    ^ BitConverter.ToUInt32(bytes, offset + 4);
                crc = t3[(int)(crc & 0xFF)] ^ t2[(int)((crc >> 8) & 0xFF)] ^ t1[(int)((crc >> 16) & 0xFF)] ^ t0[(int)(crc >> 24)]
                    ^ BitConverter.ToUInt32(bytes, offset + 8);
                crc = t3[(int)(crc & 0xFF)] ^ t2[(int)((crc >> 8) & 0xFF)] ^ t1[(int)((crc >> 16) & 0xFF)] ^ t0[(int)(crc >> 24)]
                    ^ BitConverter.ToUInt32(bytes, offset + 12);
                crc = t3[(int)(crc & 0xFF)] ^ t2[(int)((crc >> 8) & 0xFF)] ^ t1[(int)((crc >> 16) & 0xFF)] ^ t0[(int)(crc >> 24)];
                offset += 16;
            }

            while (offset < end)
            {
                crc = t0[(int)((crc ^ bytes[offset]) & 0xFF)] ^ (crc >> 8);
                offset++;
            }

            return ~crc;
        }

        private static uint[] Remainders()
        {
            uint[] table = new uint[256];
            for (int value = 0; value < table.Length; value++)
            {
                uint remainder = (uint)value;
                for (int bit = 0; bit < 8; bit++)
                {
                    remainder = (remainder & 1) != 0 ? (remainder >> 1) ^ Polynomial : remainder >> 1;
                }

                table[value] = remainder;
            }

            return table;
        }

        private static uint[] WithZeroByte(uint[] table, uint[] ofOneByte)
        {
            uint[] longer = new uint[256];
            for (int value = 0; value < longer.Length; value++)
            {
                longer[value] = (table[value] >> 8) ^ ofOneByte[(int)(table[value] & 0xFF)];
            }

            return longer;
        }
    }
}
