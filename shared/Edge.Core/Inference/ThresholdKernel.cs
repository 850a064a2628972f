namespace Edge.Core.Inference
{
    /// <summary>From accumulators to codes: the code is the number of thresholds at most z.</summary>
    public static class ThresholdKernel
    {
        /// <summary>Up to this many thresholds are counted one by one; above, bisection takes fewer instructions.</summary>
        private const int MostCountedOneByOne = 4;

        /// <summary>Codes of a layer whose neurons have one threshold each, as bits.</summary>
        /// <param name="z">Accumulators, [neurons] or longer.</param>
        /// <param name="neurons">Number of neurons.</param>
        /// <param name="thresholds">One table for all neurons, or one per neuron; each of one threshold.</param>
        /// <param name="bits">Receives the codes, [ceil(neurons / 64)]: neuron n is bit n % 64 of word n / 64, padding bits 0.</param>
        public static void ToBits(int[] z, int neurons, int[][] thresholds, ulong[] bits)
        {
            bool perNeuron = thresholds.Length > 1;
            int threshold = thresholds[0][0];
            int n = 0;
            for (int word = 0; n < neurons; word++)
            {
                int end = n + 64;
                if (end > neurons)
                {
                    end = neurons;
                }

                ulong value = 0UL;
                ulong bit = 1UL;
                while (n < end)
                {
                    if (perNeuron)
                    {
                        threshold = thresholds[n][0];
                    }

                    if (threshold <= z[n])
                    {
                        value |= bit;
                    }

                    bit <<= 1;
                    n++;
                }

                bits[word] = value;
            }
        }

        /// <summary>Codes of a layer with any number of thresholds.</summary>
        /// <param name="z">Accumulators, [neurons] or longer.</param>
        /// <param name="neurons">Number of neurons.</param>
        /// <param name="thresholds">One table for all neurons, or one per neuron; non-decreasing.</param>
        /// <param name="codes">Receives the codes, [neurons] or longer.</param>
        public static void ToCodes(int[] z, int neurons, int[][] thresholds, byte[] codes)
        {
            bool perNeuron = thresholds.Length > 1;
            int[] table = thresholds[0];
            int count = table.Length;
            if (count <= MostCountedOneByOne)
            {
                for (int n = 0; n < neurons; n++)
                {
                    if (perNeuron)
                    {
                        table = thresholds[n];
                    }

                    int value = z[n];
                    int code = 0;
                    while (code < count && table[code] <= value)
                    {
                        code++;
                    }

                    codes[n] = (byte)code;
                }

                return;
            }

            for (int n = 0; n < neurons; n++)
            {
                if (perNeuron)
                {
                    table = thresholds[n];
                }

                int value = z[n];
                int low = 0;
                int high = count;
                while (low < high)
                {
                    int middle = (low + high) >> 1;
                    if (table[middle] <= value)
                    {
                        low = middle + 1;
                    }
                    else
                    {
                        high = middle;
                    }
                }

                codes[n] = (byte)low;
            }
        }
    }
}
