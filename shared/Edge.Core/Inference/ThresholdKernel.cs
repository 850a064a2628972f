namespace Edge.Core.Inference
{
    /// <summary>From accumulators to codes: the code is the number of thresholds at most z.</summary>
    public static class ThresholdKernel
    {
        /// <summary>Codes of a layer whose neurons have one threshold each, as bits.</summary>
        /// <param name="z">Accumulators, [neurons] or longer.</param>
        /// <param name="neurons">Number of neurons.</param>
        /// <param name="thresholds">One table for all neurons, or one per neuron; each of one threshold.</param>
        /// <param name="bits">Receives the codes, [ceil(neurons / 64)]: neuron n is bit n % 64 of word n / 64, padding bits 0.</param>
        public static void ToBits(int[] z, int neurons, int[][] thresholds, ulong[] bits)
        {
            // The last neurons come first: they are the most significant bits of their word.
            bool perNeuron = thresholds.Length > 1;
            int threshold = thresholds[0][0];
            ulong value = 0UL;
            int n = neurons;
            while ((n & 7) != 0)
            {
                n--;
                if (perNeuron)
                {
                    threshold = thresholds[n][0];
                }

                value <<= 1;
                if (z[n] >= threshold)
                {
                    value |= 1UL;
                }
            }

            if ((n & 63) == 0 && n < neurons)
            {
                bits[n >> 6] = value;
                value = 0UL;
            }

            if (perNeuron)
            {
                EightsPerNeuron(z, n, thresholds, value, bits);
            }
            else
            {
                Eights(z, n, threshold, value, bits);
            }
        }

        /// <summary>Codes of a layer with any number of thresholds, by bisection.</summary>
        /// <param name="z">Accumulators, [neurons] or longer.</param>
        /// <param name="neurons">Number of neurons.</param>
        /// <param name="thresholds">One table for all neurons, or one per neuron; non-decreasing, 1..255 entries.</param>
        /// <param name="codes">Receives the codes, [neurons] or longer.</param>
        public static void ToCodes(int[] z, int neurons, int[][] thresholds, byte[] codes)
        {
            bool perNeuron = thresholds.Length > 1;
            int[] table = thresholds[0];

            // The first look leaves 2^(halvings - 1) - 1 thresholds, below or above, every other one halves what is left.
            int halvings = HalvingsOf(table.Length);
            int upper = table.Length - (1 << (halvings - 1)) + 1;
            int middle = upper - 1;
            for (int n = 0; n < neurons; n++)
            {
                if (perNeuron)
                {
                    table = thresholds[n];
                }

                int value = z[n];
                int low = 0;
                if (table[middle] <= value)
                {
                    low = upper;
                }

                switch (halvings)
                {
                    case 8:
                        if (table[low + 63] <= value)
                        {
                            low += 64;
                        }

                        goto case 7;
                    case 7:
                        if (table[low + 31] <= value)
                        {
                            low += 32;
                        }

                        goto case 6;
                    case 6:
                        if (table[low + 15] <= value)
                        {
                            low += 16;
                        }

                        goto case 5;
                    case 5:
                        if (table[low + 7] <= value)
                        {
                            low += 8;
                        }

                        goto case 4;
                    case 4:
                        if (table[low + 3] <= value)
                        {
                            low += 4;
                        }

                        goto case 3;
                    case 3:
                        if (table[low + 1] <= value)
                        {
                            low += 2;
                        }

                        goto case 2;
                    case 2:
                        if (table[low + 0] <= value)
                        {
                            low += 1;
                        }

                        goto case 1;
                    case 1:
                        break;
                }

                codes[n] = (byte)low;
            }
        }

        /// <summary>Codes of a layer with one table for all neurons, by its index.</summary>
        /// <param name="z">Accumulators, [neurons] or longer.</param>
        /// <param name="neurons">Number of neurons.</param>
        /// <param name="table">The thresholds.</param>
        /// <param name="index">Their index.</param>
        /// <param name="codes">Receives the codes, [neurons] or longer.</param>
        public static void ToCodesByIndex(int[] z, int neurons, int[] table, ThresholdIndex index, byte[] codes)
        {
            byte[] first = index.Codes;
            int start = index.Base;
            int last = index.Last;
            int shift = index.Shift;
            for (int n = 0; n < neurons; n++)
            {
                int value = z[n];
                int code;
                if (value >= last)
                {
                    code = index.Highest;
                }
                else if (value < start)
                {
                    code = index.Lowest;
                }
                else
                {
                    // Unsigned, since the range may be wider than int; the last threshold ends the steps.
                    code = first[(int)((uint)(value - start) >> shift)];
                    while (table[code] <= value)
                    {
                        code++;
                    }
                }

                codes[n] = (byte)code;
            }
        }

        /// <summary>How often bisection looks into a table of so many thresholds: the bits of their number.</summary>
        public static int HalvingsOf(int thresholds)
        {
            // From the top, where most tables are.
            int halvings = 8;
            while (halvings > 1 && thresholds >> (halvings - 1) == 0)
            {
                halvings--;
            }

            return halvings;
        }

        private static void Eights(int[] z, int n, int threshold, ulong value, ulong[] bits)
        {
            while (n > 0)
            {
                n -= 8;
                int eight = 0;
                if (z[n + 7] >= threshold)
                {
                    eight |= 128;
                }

                if (z[n + 6] >= threshold)
                {
                    eight |= 64;
                }

                if (z[n + 5] >= threshold)
                {
                    eight |= 32;
                }

                if (z[n + 4] >= threshold)
                {
                    eight |= 16;
                }

                if (z[n + 3] >= threshold)
                {
                    eight |= 8;
                }

                if (z[n + 2] >= threshold)
                {
                    eight |= 4;
                }

                if (z[n + 1] >= threshold)
                {
                    eight |= 2;
                }

                if (z[n] >= threshold)
                {
                    eight |= 1;
                }

                value = (value << 8) | (uint)eight;
                if ((n & 63) == 0)
                {
                    bits[n >> 6] = value;
                    value = 0UL;
                }
            }
        }

        private static void EightsPerNeuron(int[] z, int n, int[][] thresholds, ulong value, ulong[] bits)
        {
            while (n > 0)
            {
                n -= 8;
                int eight = 0;
                if (z[n + 7] >= thresholds[n + 7][0])
                {
                    eight |= 128;
                }

                if (z[n + 6] >= thresholds[n + 6][0])
                {
                    eight |= 64;
                }

                if (z[n + 5] >= thresholds[n + 5][0])
                {
                    eight |= 32;
                }

                if (z[n + 4] >= thresholds[n + 4][0])
                {
                    eight |= 16;
                }

                if (z[n + 3] >= thresholds[n + 3][0])
                {
                    eight |= 8;
                }

                if (z[n + 2] >= thresholds[n + 2][0])
                {
                    eight |= 4;
                }

                if (z[n + 1] >= thresholds[n + 1][0])
                {
                    eight |= 2;
                }

                if (z[n] >= thresholds[n][0])
                {
                    eight |= 1;
                }

                value = (value << 8) | (uint)eight;
                if ((n & 63) == 0)
                {
                    bits[n >> 6] = value;
                    value = 0UL;
                }
            }
        }
    }
}
