using System;

namespace Edge.Core.Inference.Sliced
{
    /// <summary>
    /// Between bit planes (bit r of a plane belongs to row r, 64 rows) and rows of packed bytes. Eight planes and one byte of every row
    /// are the same 8 words transposed in blocks of 8 by 8 bits: byte g of word j is the byte of row 8g + j.
    /// </summary>
    public static class BitColumns
    {
        /// <summary>Words of a column.</summary>
        public const int Words = 8;

        private const ulong Odd = 0x5555555555555555UL;
        private const ulong Pairs = 0x3333333333333333UL;
        private const ulong Nibbles = 0x0F0F0F0F0F0F0F0FUL;
        private const ulong EvenBytes = 0x00FF00FF00FF00FFUL;

        /// <summary>Transposes 8 words in blocks of 8 by 8 bits: planes to bytes of rows, or back.</summary>
        /// <param name="source">Holds the words.</param>
        /// <param name="at">Index of the first one.</param>
        /// <param name="step">From one to the next.</param>
        /// <param name="target">Receives them next to each other; may be source.</param>
        /// <param name="to">Where the first one goes.</param>
        public static void Transpose(ulong[] source, int at, int step, ulong[] target, int to)
        {
            ulong a = source[at];
            at += step;
            ulong b = source[at];
            at += step;
            ulong c = source[at];
            at += step;
            ulong d = source[at];
            at += step;
            ulong e = source[at];
            at += step;
            ulong f = source[at];
            at += step;
            ulong g = source[at];
            at += step;
            ulong h = source[at];

            // Bits that stand on the wrong side of the diagonal change places: blocks of four, of two, of one.
            ulong t = ((a >> 4) ^ e) & Nibbles;
            e ^= t;
            a ^= t << 4;
            t = ((b >> 4) ^ f) & Nibbles;
            f ^= t;
            b ^= t << 4;
            t = ((c >> 4) ^ g) & Nibbles;
            g ^= t;
            c ^= t << 4;
            t = ((d >> 4) ^ h) & Nibbles;
            h ^= t;
            d ^= t << 4;

            t = ((a >> 2) ^ c) & Pairs;
            c ^= t;
            a ^= t << 2;
            t = ((b >> 2) ^ d) & Pairs;
            d ^= t;
            b ^= t << 2;
            t = ((e >> 2) ^ g) & Pairs;
            g ^= t;
            e ^= t << 2;
            t = ((f >> 2) ^ h) & Pairs;
            h ^= t;
            f ^= t << 2;

            t = ((a >> 1) ^ b) & Odd;
            target[to] = a ^ (t << 1);
            target[to + 1] = b ^ t;
            t = ((c >> 1) ^ d) & Odd;
            target[to + 2] = c ^ (t << 1);
            target[to + 3] = d ^ t;
            t = ((e >> 1) ^ f) & Odd;
            target[to + 4] = e ^ (t << 1);
            target[to + 5] = f ^ t;
            t = ((g >> 1) ^ h) & Odd;
            target[to + 6] = g ^ (t << 1);
            target[to + 7] = h ^ t;
        }

        /// <summary>Reads rows of packed one-bit codes into planes and their complements; rows that are not there become zeros.</summary>
        /// <param name="rows">Packed rows.</param>
        /// <param name="offset">First byte of the first row.</param>
        /// <param name="rowBytes">Bytes from row to row.</param>
        /// <param name="count">Rows, 1..64.</param>
        /// <param name="width">Codes in a row.</param>
        /// <param name="planes">Receives plane and complement by turns, 2 * width words from its first.</param>
        /// <param name="column">Room for <see cref="Words"/> words.</param>
        public static void Load(byte[] rows, int offset, int rowBytes, int count, int width, ulong[] planes, ulong[] column)
        {
            int stride = rowBytes << 3;
            int end = offset + count * rowBytes;
            int to = 0;
            while (width > 0)
            {
                int from = offset;
                for (int j = 0; j < Words; j++)
                {
                    column[j] = count == 64 ? Gather(rows, from, stride) : GatherBefore(rows, from, stride, end);
                    from += rowBytes;
                }

                Transpose(column, 0, 1, column, 0);
                for (int j = 0; j < Words && j < width; j++)
                {
                    planes[to] = column[j];
                    planes[to + 1] = ~column[j];
                    to += 2;
                }

                width -= Words;
                offset++;
                end++;
            }
        }

        private static ulong Gather(byte[] rows, int at, int stride)
        {
            int low = rows[at];
            at += stride;
            low |= rows[at] << 8;
            at += stride;
            low |= rows[at] << 16;
            at += stride;
            low |= rows[at] << 24;
            at += stride;
            int high = rows[at];
            at += stride;
            high |= rows[at] << 8;
            at += stride;
            high |= rows[at] << 16;
            at += stride;
            return (uint)low | ((ulong)(uint)(high | (rows[at] << 24)) << 32);
        }

        private static ulong GatherBefore(byte[] rows, int at, int stride, int end)
        {
            ulong value = 0UL;
            for (int shift = 0; at < end; shift += 8)
            {
                value |= (ulong)rows[at] << shift;
                at += stride;
            }

            return value;
        }

        /// <summary>Writes one byte of each of 64 rows: eight planes.</summary>
        /// <param name="planes">Planes and complements by turns.</param>
        /// <param name="at">Index of the plane that becomes bit 0.</param>
        /// <param name="column">Room for <see cref="Words"/> words.</param>
        /// <param name="rows">Receives the bytes.</param>
        /// <param name="offset">The byte of row 0.</param>
        /// <param name="rowBytes">Bytes from row to row.</param>
        public static void Store(ulong[] planes, int at, ulong[] column, byte[] rows, int offset, int rowBytes)
        {
            Transpose(planes, at, 2, column, 0);
            int stride = rowBytes << 3;
            for (int j = 0; j < Words; j++)
            {
                ulong value = column[j];
                int to = offset;
                rows[to] = (byte)value;
                to += stride;
                rows[to] = (byte)(value >> 8);
                to += stride;
                rows[to] = (byte)(value >> 16);
                to += stride;
                rows[to] = (byte)(value >> 24);
                to += stride;
                rows[to] = (byte)(value >> 32);
                to += stride;
                rows[to] = (byte)(value >> 40);
                to += stride;
                rows[to] = (byte)(value >> 48);
                to += stride;
                rows[to] = (byte)(value >> 56);
                offset += rowBytes;
            }
        }

        /// <summary>Copies to each of 64 rows the entry of a table that eight planes name.</summary>
        /// <param name="planes">Planes and complements by turns.</param>
        /// <param name="at">Index of the plane of bit 0 of the entry's number; planes behind the number's highest bit are 0.</param>
        /// <param name="column">Room for <see cref="Words"/> words.</param>
        /// <param name="table">Entries of the same length.</param>
        /// <param name="entryBytes">Bytes of an entry.</param>
        /// <param name="rows">Receives the entries.</param>
        /// <param name="offset">Where the entry of row 0 goes.</param>
        /// <param name="rowBytes">Bytes from row to row.</param>
        public static void CopyEntries(
            ulong[] planes, int at, ulong[] column, byte[] table, int entryBytes, byte[] rows, int offset, int rowBytes)
        {
            Transpose(planes, at, 2, column, 0);
            int stride = rowBytes << 3;
            for (int j = 0; j < Words; j++)
            {
                ulong value = column[j];
                int to = offset;
                Array.Copy(table, (byte)value * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (byte)(value >> 8) * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (byte)(value >> 16) * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (byte)(value >> 24) * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (byte)(value >> 32) * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (byte)(value >> 40) * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (byte)(value >> 48) * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (byte)(value >> 56) * entryBytes, rows, to, entryBytes);
                offset += rowBytes;
            }
        }

        /// <summary>As <see cref="CopyEntries"/>, for entry numbers of 9..16 bits; column has room for twice as many words.</summary>
        public static void CopyWideEntries(
            ulong[] planes, int at, ulong[] column, byte[] table, int entryBytes, byte[] rows, int offset, int rowBytes)
        {
            Transpose(planes, at, 2, column, 0);
            Transpose(planes, at + 2 * Words, 2, column, Words);
            int stride = rowBytes << 3;
            for (int j = 0; j < Words; j++)
            {
                // Numbers of 16 bits: of the rows with even g, and of those with odd g.
                ulong low = column[j];
                ulong high = column[j + Words];
                ulong even = (low & EvenBytes) | ((high & EvenBytes) << 8);
                ulong odd = ((low >> 8) & EvenBytes) | (high & ~EvenBytes);
                int to = offset;
                Array.Copy(table, (ushort)even * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (ushort)odd * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (ushort)(even >> 16) * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (ushort)(odd >> 16) * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (ushort)(even >> 32) * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (ushort)(odd >> 32) * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (ushort)(even >> 48) * entryBytes, rows, to, entryBytes);
                to += stride;
                Array.Copy(table, (ushort)(odd >> 48) * entryBytes, rows, to, entryBytes);
                offset += rowBytes;
            }
        }
    }
}
