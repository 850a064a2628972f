namespace Edge.Core.Inference
{
    /// <summary>
    /// A threshold table's index: for every bucket of 2^Shift accumulators the code at its lower end, from which a few steps lead to the
    /// code. Only what lies between the first and the last threshold that can be told apart is in buckets.
    /// </summary>
    public sealed class ThresholdIndex
    {
        /// <summary>Buckets for each threshold, at most.</summary>
        private const int BucketsPerThreshold = 4;

        /// <summary>Thresholds of int.MinValue: the code of all accumulators below <see cref="Base"/>.</summary>
        public readonly int Lowest;

        /// <summary>Thresholds below int.MaxValue: the code from <see cref="Last"/> on.</summary>
        public readonly int Highest;

        /// <summary>The first threshold above int.MinValue, where the buckets begin.</summary>
        public readonly int Base;

        /// <summary>The last threshold below int.MaxValue, where they end.</summary>
        public readonly int Last;

        /// <summary>Bits of a bucket.</summary>
        public readonly int Shift;

        /// <summary>The code at the lower end of each bucket.</summary>
        public readonly byte[] Codes;

        private ThresholdIndex(int lowest, int highest, int[] table, int shift)
        {
            Lowest = lowest;
            Highest = highest;
            Base = table[lowest];
            Last = table[highest - 1];
            Shift = shift;
            Codes = new byte[BucketOf(Last) + 1];
            int code = lowest;
            for (int i = 0; i < Codes.Length; i++)
            {
                long start = Base + ((long)i << shift);
                while (code < highest && table[code] <= start)
                {
                    code++;
                }

                Codes[i] = (byte)code;
            }
        }

        /// <summary>
        /// The index of a table; null where it has fewer than two thresholds that can be told apart, or where bisection takes fewer
        /// instructions.
        /// </summary>
        /// <param name="table">Thresholds, non-decreasing, at most 255.</param>
        /// <param name="spareBytes">Bytes of a board's heap it may take.</param>
        public static ThresholdIndex Of(int[] table, int spareBytes)
        {
            int lowest = 0;
            int highest = table.Length;
            while (lowest < highest && table[lowest] == int.MinValue)
            {
                lowest++;
            }

            while (highest > lowest && table[highest - 1] == int.MaxValue)
            {
                highest--;
            }

            if (highest - lowest < 2)
            {
                return null;
            }

            // The largest table that is allowed: the fewer thresholds share a bucket, the fewer steps.
            long range = (long)table[highest - 1] - table[lowest];
            int shift = 0;
            while (range >> shift >= BucketsPerThreshold * (highest - lowest))
            {
                shift++;
            }

            if (HeapBytes((int)(range >> shift) + 1) > spareBytes)
            {
                return null;
            }

            ThresholdIndex index = new ThresholdIndex(lowest, highest, table, shift);
            return index.StepsAreFew(table) ? index : null;
        }

        /// <summary>Bytes of a board's heap that an index with so many buckets takes.</summary>
        public static int HeapBytes(int buckets)
        {
            return BoardHeap.ObjectBytes(6) + BoardHeap.ArrayBytes(buckets, 1);
        }

        private int BucketOf(int value)
        {
            return (int)((uint)(value - Base) >> Shift);
        }

        // Instructions of one search: 26 and 9 for each step, against 12 and 9 for each halving. The steps are those at the lower end of
        // each code's accumulators, all codes alike.
        private bool StepsAreFew(int[] table)
        {
            int steps = 0;
            int codes = 0;
            for (int code = Lowest + 1; code < Highest; code++)
            {
                if (table[code - 1] != table[code])
                {
                    steps += code - Codes[BucketOf(table[code - 1])];
                    codes++;
                }
            }

            return codes > 0 && (26 - 12) * codes + 9 * steps < 9 * ThresholdKernel.HalvingsOf(table.Length) * codes;
        }
    }
}
