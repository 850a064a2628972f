namespace Edge.Core.Protocol
{
    /// <summary>
    /// Codes as they stand on the wire: k bits each, least significant bit first; bit b of a row is bit b % 8 of byte b / 8.
    /// </summary>
    public static class CodePacking
    {
        /// <summary>Bytes of a row of that many bits.</summary>
        public static int RowBytes(int bits)
        {
            return (bits + 7) >> 3;
        }

        /// <summary>
        /// Packs codes[0 .. count) from a bit position on and returns the position after them. Bits before the position stay; the rest of
        /// the last byte becomes 0, so that a target need not be cleared.
        /// </summary>
        /// <param name="codes">Codes below 2^bits.</param>
        /// <param name="count">Number of codes.</param>
        /// <param name="bits">Bits of a code, 1..8.</param>
        /// <param name="target">Receives the bits.</param>
        /// <param name="bitPosition">First bit written; 8 times a byte offset begins a row there.</param>
        public static int Pack(byte[] codes, int count, int bits, byte[] target, int bitPosition)
        {
            int at = bitPosition >> 3;
            int fill = bitPosition & 7;
            int held = fill == 0 ? 0 : target[at] & ((1 << fill) - 1);
            for (int i = 0; i < count; i++)
            {
                held |= codes[i] << fill;
                fill += bits;
                if (fill >= 8)
                {
                    target[at] = (byte)held;
                    at++;
                    held >>= 8;
                    fill -= 8;
                }
            }

            if (fill > 0)
            {
                target[at] = (byte)held;
            }

            return (at << 3) + fill;
        }

        /// <summary>Reads count codes from a bit position on to codes[0 .. count) and returns the position after them.</summary>
        /// <param name="source">Holds the bits.</param>
        /// <param name="bitPosition">First bit read; 8 times a byte offset begins a row there.</param>
        /// <param name="codes">Receives the codes.</param>
        /// <param name="count">Number of codes.</param>
        /// <param name="bits">Bits of a code, 1..8.</param>
        public static int Unpack(byte[] source, int bitPosition, byte[] codes, int count, int bits)
        {
            int mask = (1 << bits) - 1;
            int at = bitPosition >> 3;
            int have = 0;
            int held = 0;
            if ((bitPosition & 7) != 0)
            {
                held = source[at] >> (bitPosition & 7);
                have = 8 - (bitPosition & 7);
                at++;
            }

            for (int i = 0; i < count; i++)
            {
                if (have < bits)
                {
                    held |= source[at] << have;
                    have += 8;
                    at++;
                }

                codes[i] = (byte)(held & mask);
                held >>= bits;
                have -= bits;
            }

            return (at << 3) - have;
        }

        /// <summary>Writes the codes of counting row r to codes[0 .. width): input i is bit (width - 1 - i) of r. Width is 1..32.</summary>
        public static void Count(uint row, byte[] codes, int width)
        {
            for (int i = width - 1; i >= 0; i--)
            {
                codes[i] = (byte)(row & 1u);
                row >>= 1;
            }
        }
    }
}
