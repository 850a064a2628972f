using System;

namespace Edge.Core.Inference
{
    /// <summary>
    /// Rows of codes as they stand on the wire: least significant bit first, bit b of a row is bit b % 8 of byte b / 8. Between single
    /// codes, words of bits, bit planes and such rows.
    /// </summary>
    public static class PackedCodes
    {
        private const int RowNumberBits = 32;

        /// <summary>Bytes that one row of width codes takes on the wire.</summary>
        public static int RowBytes(int width, int bits)
        {
            return (width * bits + 7) >> 3;
        }

        /// <summary>Reads one row of codes.</summary>
        /// <param name="row">Packed row, from byte offset.</param>
        /// <param name="offset">First byte of the row.</param>
        /// <param name="width">Codes in the row.</param>
        /// <param name="bits">Bits of a code, 1..8.</param>
        /// <param name="codes">Receives the codes, [width] or longer.</param>
        public static void ReadCodes(byte[] row, int offset, int width, int bits, byte[] codes)
        {
            if (bits == 8)
            {
                Array.Copy(row, offset, codes, 0, width);
                return;
            }

            int mask = (1 << bits) - 1;
            int pending = 0;
            int pendingBits = 0;
            for (int i = 0; i < width; i++)
            {
                if (pendingBits < bits)
                {
                    pending |= row[offset] << pendingBits;
                    offset++;
                    pendingBits += 8;
                }

                codes[i] = (byte)(pending & mask);
                pending >>= bits;
                pendingBits -= bits;
            }
        }

        /// <summary>Reads one row of one-bit codes into words; padding bits of the row are ignored and of the words 0.</summary>
        /// <param name="row">Packed row, from byte offset.</param>
        /// <param name="offset">First byte of the row.</param>
        /// <param name="width">Codes in the row.</param>
        /// <param name="words">Receives [ceil(width / 64)] words.</param>
        public static void ReadBits(byte[] row, int offset, int width, ulong[] words)
        {
            int word = 0;
            int left = width;
            while (left >= 64)
            {
                int low = row[offset] | (row[offset + 1] << 8) | (row[offset + 2] << 16) | (row[offset + 3] << 24);
                int high = row[offset + 4] | (row[offset + 5] << 8) | (row[offset + 6] << 16) | (row[offset + 7] << 24);
                words[word] = (uint)low | ((ulong)(uint)high << 32);
                word++;
                offset += 8;
                left -= 64;
            }

            if (left > 0)
            {
                ulong value = 0UL;
                for (int shift = 0; shift < left; shift += 8)
                {
                    value |= (ulong)row[offset] << shift;
                    offset++;
                }

                words[word] = value & ((1UL << left) - 1UL);
            }
        }

        /// <summary>Row number as input bits: input i is bit width - 1 - i of the number.</summary>
        /// <param name="row">Row number.</param>
        /// <param name="width">Inputs, 1..32.</param>
        /// <param name="words">Receives one word.</param>
        public static void ReadCounting(uint row, int width, ulong[] words)
        {
            row = ((row >> 1) & 0x55555555U) | ((row & 0x55555555U) << 1);
            row = ((row >> 2) & 0x33333333U) | ((row & 0x33333333U) << 2);
            row = ((row >> 4) & 0x0F0F0F0FU) | ((row & 0x0F0F0F0FU) << 4);
            row = ((row >> 8) & 0x00FF00FFU) | ((row & 0x00FF00FFU) << 8);
            row = (row >> 16) | (row << 16);
            words[0] = row >> (RowNumberBits - width);
        }

        /// <summary>Appends codes to a row.</summary>
        /// <param name="codes">Codes, [width] or longer.</param>
        /// <param name="width">Number of codes.</param>
        /// <param name="bits">Bits of a code, 1..8.</param>
        /// <param name="row">Receives them; bits behind the last code, up to the next byte, become 0.</param>
        /// <param name="bit">
        /// First bit written, counted from the array's first byte. Bits before it in its byte stay; bits behind it there must be 0, as an
        /// append leaves them.
        /// </param>
        /// <returns>The bit behind the last one written.</returns>
        public static int AppendCodes(byte[] codes, int width, int bits, byte[] row, int bit)
        {
            int position = bit >> 3;
            int pendingBits = bit & 7;
            if (bits == 8 && pendingBits == 0)
            {
                Array.Copy(codes, 0, row, position, width);
                return bit + (width << 3);
            }

            int pending = pendingBits == 0 ? 0 : row[position];
            for (int i = 0; i < width; i++)
            {
                pending |= codes[i] << pendingBits;
                pendingBits += bits;
                if (pendingBits >= 8)
                {
                    row[position] = (byte)pending;
                    position++;
                    pending >>= 8;
                    pendingBits -= 8;
                }
            }

            if (pendingBits > 0)
            {
                row[position] = (byte)pending;
            }

            return bit + width * bits;
        }

        /// <summary>Appends one-bit codes, held in words with padding bits 0, to a row; otherwise as <see cref="AppendCodes"/>.</summary>
        public static int AppendBits(ulong[] words, int width, byte[] row, int bit)
        {
            int position = bit >> 3;
            int shift = bit & 7;
            int word = 0;
            int left = width;
            ulong pending = shift == 0 ? 0UL : row[position];
            ulong value;
            while (left >= 64)
            {
                ulong next = words[word];
                value = pending | (next << shift);
                row[position] = (byte)value;
                row[position + 1] = (byte)(value >> 8);
                row[position + 2] = (byte)(value >> 16);
                row[position + 3] = (byte)(value >> 24);
                row[position + 4] = (byte)(value >> 32);
                row[position + 5] = (byte)(value >> 40);
                row[position + 6] = (byte)(value >> 48);
                row[position + 7] = (byte)(value >> 56);
                pending = shift == 0 ? 0UL : next >> (64 - shift);
                position += 8;
                word++;
                left -= 64;
            }

            value = pending;
            left += shift;
            if (left > shift)
            {
                value |= words[word] << shift;
                pending = shift == 0 ? 0UL : words[word] >> (64 - shift);
            }

            while (left > 0)
            {
                row[position] = (byte)value;
                value = (value >> 8) | (pending << 56);
                pending >>= 8;
                position++;
                left -= 8;
            }

            return bit + width;
        }

        /// <summary>One-bit codes from words to one byte each.</summary>
        public static void BitsToCodes(ulong[] words, int width, byte[] codes)
        {
            int i = 0;
            int lastEight = width - 8;
            while (i <= lastEight)
            {
                int eight = (int)(words[i >> 6] >> (i & 63));
                codes[i] = (byte)(eight & 1);
                codes[i + 1] = (byte)((eight >> 1) & 1);
                codes[i + 2] = (byte)((eight >> 2) & 1);
                codes[i + 3] = (byte)((eight >> 3) & 1);
                codes[i + 4] = (byte)((eight >> 4) & 1);
                codes[i + 5] = (byte)((eight >> 5) & 1);
                codes[i + 6] = (byte)((eight >> 6) & 1);
                codes[i + 7] = (byte)((eight >> 7) & 1);
                i += 8;
            }

            while (i < width)
            {
                codes[i] = (byte)((int)(words[i >> 6] >> (i & 63)) & 1);
                i++;
            }
        }

        /// <summary>Codes to bit planes.</summary>
        /// <param name="codes">Codes, [width] or longer.</param>
        /// <param name="width">Number of codes.</param>
        /// <param name="bits">Planes, 1..8.</param>
        /// <param name="words">Words per plane, ceil(width / 64).</param>
        /// <param name="planes">Receives [bits * words], least significant plane first, padding bits 0.</param>
        /// <returns>The sum of the codes.</returns>
        public static int CodesToPlanes(byte[] codes, int width, int bits, int words, ulong[] planes)
        {
            int sum = 0;
            for (int i = 0; i < width; i++)
            {
                sum += codes[i];
            }

            for (int plane = 0; plane < bits; plane++)
            {
                int offset = plane * words;
                int i = 0;
                for (int word = 0; word < words; word++)
                {
                    int end = i + 64;
                    if (end > width)
                    {
                        end = width;
                    }

                    ulong value = 0UL;
                    int position = 0;
                    while (i < end)
                    {
                        value |= (ulong)(uint)((codes[i] >> plane) & 1) << position;
                        position++;
                        i++;
                    }

                    planes[offset + word] = value;
                }
            }

            return sum;
        }

        /// <summary>Number of ones in the first count words.</summary>
        public static int CountOnes(ulong[] words, int count)
        {
            int ones = 0;
            for (int i = 0; i < count; i++)
            {
                ulong v = words[i];
                v -= (v >> 1) & 0x5555555555555555UL;
                v = (v & 0x3333333333333333UL) + ((v >> 2) & 0x3333333333333333UL);
                v = (v + (v >> 4)) & 0x0F0F0F0F0F0F0F0FUL;
                ones += (int)((v * 0x0101010101010101UL) >> 56);
            }

            return ones;
        }
    }
}
