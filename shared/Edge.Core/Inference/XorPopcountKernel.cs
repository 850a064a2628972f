namespace Edge.Core.Inference
{
    /// <summary>
    /// Binary weights on bipolar inputs: with padding bits 0 on both sides the sum of w * x over K inputs is K - 2 popcount(w xor x). An
    /// interpreter runs this, so what counts is the number of IL instructions: 64 inputs to a word, and of three words only two are
    /// counted (a carry-save adder makes ones and twos of them).
    /// </summary>
    public static class XorPopcountKernel
    {
        private const ulong Pairs = 0x5555555555555555UL;
        private const ulong Nibbles = 0x3333333333333333UL;
        private const ulong Bytes = 0x0F0F0F0F0F0F0F0FUL;
        private const ulong Halves = 0x00FF00FF00FF00FFUL;
        private const ulong SumOfBytes = 0x0101010101010101UL;
        private const ulong SumOfHalves = 0x0001000100010001UL;

        /// <summary>Words whose byte counts, at most 8 per word, are added up before they are read out: 27 + 2 stay below 256.</summary>
        private const int WordsPerReadout = 27;

        /// <summary>Computes z[n] = biases[n] - 2 popcount(inputs xor weights[n]) for all neurons.</summary>
        /// <param name="inputs">Input bits, [words], padding bits 0.</param>
        /// <param name="words">Words per row.</param>
        /// <param name="weights">Binary weights, [neurons][words], padding bits 0.</param>
        /// <param name="biases">Biases with K, the number of inputs, added to each, [neurons].</param>
        /// <param name="z">Receives the accumulators, [neurons] or longer.</param>
        public static void Accumulate(ulong[] inputs, int words, ulong[][] weights, int[] biases, int[] z)
        {
            if (words == 1)
            {
                AccumulateOneWord(inputs[0], weights, biases, z);
                return;
            }

            for (int n = 0; n < biases.Length; n++)
            {
                ulong[] row = weights[n];
                int count = 0;
                int i = 0;
                while (i < words)
                {
                    int end = i + WordsPerReadout;
                    if (end > words)
                    {
                        end = words;
                    }

                    ulong sums = 0UL;
                    int lastTriple = end - 3;
                    while (i <= lastTriple)
                    {
                        ulong a = inputs[i] ^ row[i];
                        ulong b = inputs[i + 1] ^ row[i + 1];
                        ulong c = inputs[i + 2] ^ row[i + 2];
                        ulong twos = a ^ b;
                        ulong ones = twos ^ c;
                        twos = (a & b) | (twos & c);
                        ones -= (ones >> 1) & Pairs;
                        twos -= (twos >> 1) & Pairs;
                        ones = (ones & Nibbles) + ((ones >> 2) & Nibbles) + (((twos & Nibbles) + ((twos >> 2) & Nibbles)) << 1);
                        sums += (ones & Bytes) + ((ones >> 4) & Bytes);
                        i += 3;
                    }

                    while (i < end)
                    {
                        ulong v = inputs[i] ^ row[i];
                        v -= (v >> 1) & Pairs;
                        v = (v & Nibbles) + ((v >> 2) & Nibbles);
                        sums += (v + (v >> 4)) & Bytes;
                        i++;
                    }

                    sums = (sums & Halves) + ((sums >> 8) & Halves);
                    count += (int)((sums * SumOfHalves) >> 48);
                }

                z[n] = biases[n] - (count << 1);
            }
        }

        private static void AccumulateOneWord(ulong input, ulong[][] weights, int[] biases, int[] z)
        {
            for (int n = 0; n < biases.Length; n++)
            {
                ulong v = input ^ weights[n][0];
                v -= (v >> 1) & Pairs;
                v = (v & Nibbles) + ((v >> 2) & Nibbles);
                v = (v + (v >> 4)) & Bytes;
                z[n] = biases[n] - ((int)((v * SumOfBytes) >> 56) << 1);
            }
        }
    }
}
