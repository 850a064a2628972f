using Edge.Core.Protocol;

namespace Edge.Core.Histograms
{
    /// <summary>
    /// The words of a table as they stand on the wire: the word's bits, padded with 0 to a byte; a bit for each label that it occurs with, padded
    /// to a byte; the count of each of those labels, 7 bits to a byte, the lowest first, all but the last with the top bit set.
    /// </summary>
    public static class HistogramWords
    {
        private const int Continues = 0x80;

        /// <summary>Most bytes of a count of 16 bits.</summary>
        private const int CountBytes = 3;

        /// <summary>Most bytes that a word takes.</summary>
        public static int MostBytes(int bits, int classes)
        {
            return ((bits + 7) >> 3) + ((classes + 7) >> 3) + CountBytes * classes;
        }

        /// <summary>Writes a word and its counts.</summary>
        /// <param name="table">The table.</param>
        /// <param name="classes">Its classes.</param>
        /// <param name="number">The word, from 1.</param>
        /// <param name="target">Receives up to <see cref="MostBytes"/> from at on.</param>
        /// <param name="at">First byte written.</param>
        /// <returns>The place behind the last byte.</returns>
        public static int Put(WordTable table, int classes, int number, byte[] target, int at)
        {
            int labels = table.PutWord(number, target, at);
            at = labels + ((classes + 7) >> 3);
            int cell = number * classes;
            int present = 0;
            for (int label = 0; label < classes; label++)
            {
                int count = table.Counts[cell + label];
                if (count != 0)
                {
                    present |= 1 << (label & 7);
                    while (count >= Continues)
                    {
                        target[at] = (byte)(count | Continues);
                        count >>= 7;
                        at++;
                    }

                    target[at] = (byte)count;
                    at++;
                }

                if ((label & 7) == 7 || label == classes - 1)
                {
                    target[labels] = (byte)present;
                    labels++;
                    present = 0;
                }
            }

            return at;
        }

        /// <summary>The CRC-32 of all words of a table, one behind the other; 0 where it has none.</summary>
        /// <param name="table">The table.</param>
        /// <param name="classes">Its classes.</param>
        /// <param name="scratch">Room for one word, <see cref="MostBytes"/>.</param>
        public static uint Crc(WordTable table, int classes, byte[] scratch)
        {
            uint crc = 0;
            for (int number = 1; number <= table.Words; number++)
            {
                crc = Crc32.Continue(crc, scratch, 0, Put(table, classes, number, scratch, 0));
            }

            return crc;
        }
    }
}
