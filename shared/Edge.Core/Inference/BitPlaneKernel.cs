namespace Edge.Core.Inference
{
    /// <summary>
    /// Binary weights on affine inputs of k bits, held as k bit planes: with w = 2v - 1, v in {0, 1}, the sum of w * x is
    /// 2 * (sum over planes j of 2^j popcount(plane j and v)) - (sum of x). One bit per input is the case k = 1.
    /// </summary>
    public static class BitPlaneKernel
    {
        private const ulong Pairs = 0x5555555555555555UL;
        private const ulong Nibbles = 0x3333333333333333UL;
        private const ulong Bytes = 0x0F0F0F0F0F0F0F0FUL;
        private const ulong Halves = 0x00FF00FF00FF00FFUL;
        private const ulong SumOfHalves = 0x0001000100010001UL;

        /// <summary>As in <see cref="XorPopcountKernel"/>: byte counts of this many words and two more stay below 256.</summary>
        private const int WordsPerReadout = 27;

        /// <summary>Computes z[n] = biases[n] - inputSum + 2 * (weighted popcounts) for all neurons.</summary>
        /// <param name="planes">Bit planes of the input codes, [bits * words], plane 0 (least significant) first, padding bits 0.</param>
        /// <param name="bits">Number of planes, 1..8.</param>
        /// <param name="words">Words per plane.</param>
        /// <param name="inputSum">Sum of the input codes.</param>
        /// <param name="weights">Binary weights, [neurons][words], padding bits 0.</param>
        /// <param name="biases">Biases, [neurons].</param>
        /// <param name="z">Receives the accumulators, [neurons] or longer.</param>
        public static void Accumulate(
            ulong[] planes, int bits, int words, int inputSum, ulong[][] weights, int[] biases, int[] z)
        {
            for (int n = 0; n < biases.Length; n++)
            {
                ulong[] row = weights[n];
                int total = 0;
                for (int plane = bits - 1; plane >= 0; plane--)
                {
                    int offset = plane * words;
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
                            ulong a = planes[offset + i] & row[i];
                            ulong b = planes[offset + i + 1] & row[i + 1];
                            ulong c = planes[offset + i + 2] & row[i + 2];
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
                            ulong v = planes[offset + i] & row[i];
                            v -= (v >> 1) & Pairs;
                            v = (v & Nibbles) + ((v >> 2) & Nibbles);
                            sums += (v + (v >> 4)) & Bytes;
                            i++;
                        }

                        sums = (sums & Halves) + ((sums >> 8) & Halves);
                        count += (int)((sums * SumOfHalves) >> 48);
                    }

                    total = (total << 1) + count;
                }

                z[n] = biases[n] - inputSum + (total << 1);
            }
        }
    }
}
