namespace Edge.Core.Inference
{
    /// <summary>
    /// Binary weights on a plane of input bits: the number of bits in which they differ, popcount(inputs xor weights), with padding bits 0
    /// on both sides. For w = 2v - 1 in {-1, +1} and K inputs the sum of w * x is K - 2 popcount on bipolar inputs (x = 2c - 1), and
    /// popcount(v) - popcount(c xor v) on one plane of affine ones (x = c), so that all of it is one kernel with scales and biases.
    /// </summary>
    /// <remarks>
    /// An interpreter runs this, so what counts is the number of IL instructions. A carry-save adder (Harley and Seal; Warren, Hacker's
    /// Delight, chapter 5) makes ones and twos of two words and the ones before; three words of twos are merged into fields of two bits
    /// (Lauradoux: the bits of the third go to the fields of the first two, each at most 3), added up to bytes and read out at the end.
    /// </remarks>
    public static class XorPopcountKernel
    {
        private const ulong Pairs = 0x5555555555555555UL;
        private const ulong Nibbles = 0x3333333333333333UL;
        private const ulong Bytes = 0x0F0F0F0F0F0F0F0FUL;
        private const ulong Halves = 0x00FF00FF00FF00FFUL;
        private const ulong SumOfBytes = 0x0101010101010101UL;
        private const ulong SumOfHalves = 0x0001000100010001UL;

        /// <summary>Words whose twos are merged at a time.</summary>
        private const int GroupWords = 6;

        /// <summary>Groups add at most 24 to a byte each: after ten of them the bytes are folded to fields of 16 bits.</summary>
        private const int WordsPerFold = 10 * GroupWords;

        /// <summary>Computes z[n] = start[n] - scale * popcount(inputs xor weights[n]) for all neurons.</summary>
        /// <param name="inputs">Input bits, [words] from offset, padding bits 0.</param>
        /// <param name="offset">First word.</param>
        /// <param name="words">Words per row, 1..128.</param>
        /// <param name="weights">Binary weights, [neurons][words], padding bits 0.</param>
        /// <param name="start">What is there before, [neurons] or longer; may be z.</param>
        /// <param name="scale">Weight of a bit that differs.</param>
        /// <param name="z">Receives the accumulators, [neurons] or longer.</param>
        public static void Accumulate(ulong[] inputs, int offset, int words, ulong[][] weights, int[] start, int scale, int[] z)
        {
            if (words == 1)
            {
                OneWord(inputs[offset], weights, start, scale, z);
            }
            else if (words <= HeldXorPopcountKernel.MostWords)
            {
                HeldXorPopcountKernel.Accumulate(inputs, offset, words, weights, start, scale, z);
            }
            else
            {
                ManyWords(inputs, offset, words, weights, start, scale, z);
            }
        }

        private static void OneWord(ulong input, ulong[][] weights, int[] start, int scale, int[] z)
        {
            int neurons = weights.Length;
            for (int n = 0; n < neurons; n++)
            {
                ulong v = input ^ weights[n][0];
                v -= (v >> 1) & Pairs;
                v = (v & Nibbles) + ((v >> 2) & Nibbles);
                z[n] = start[n] - (int)((((v + (v >> 4)) & Bytes) * SumOfBytes) >> 56) * scale;
            }
        }

        private static void ManyWords(ulong[] inputs, int offset, int words, ulong[][] weights, int[] start, int scale, int[] z)
        {
            int neurons = weights.Length;
            int lastGroup = words - GroupWords;
            int lastPair = words - 2;
            for (int n = 0; n < neurons; n++)
            {
                ulong[] row = weights[n];
                ulong ones = 0UL;
                ulong halves = 0UL;
                ulong a;
                ulong b;
                ulong differ;
                int i = 0;
                int at = offset;
                if ((words & 1) != 0)
                {
                    ones = inputs[at] ^ row[0];
                    i = 1;
                    at++;
                }

                while (i <= lastGroup)
                {
                    ulong sums = 0UL;
                    int end = i + WordsPerFold - GroupWords;
                    if (end > lastGroup)
                    {
                        end = lastGroup;
                    }

                    do
                    {
                        a = inputs[at] ^ row[i];
                        b = inputs[at + 1] ^ row[i + 1];
                        differ = a ^ b;
                        ulong first = (a & b) | (differ & ones);
                        ones ^= differ;
                        a = inputs[at + 2] ^ row[i + 2];
                        b = inputs[at + 3] ^ row[i + 3];
                        differ = a ^ b;
                        ulong second = (a & b) | (differ & ones);
                        ones ^= differ;
                        a = inputs[at + 4] ^ row[i + 4];
                        b = inputs[at + 5] ^ row[i + 5];
                        differ = a ^ b;
                        ulong third = (a & b) | (differ & ones);
                        ones ^= differ;
                        first = first - ((first >> 1) & Pairs) + (third & Pairs);
                        second = second - ((second >> 1) & Pairs) + ((third >> 1) & Pairs);
                        first = (first & Nibbles) + ((first >> 2) & Nibbles) + (second & Nibbles) + ((second >> 2) & Nibbles);
                        sums += (first & Bytes) + ((first >> 4) & Bytes);
                        at += GroupWords;
                        i += GroupWords;
                    }
                    while (i <= end);

                    halves += (sums & Halves) + ((sums >> 8) & Halves);
                }

                if (i <= lastPair)
                {
                    a = inputs[at] ^ row[i];
                    b = inputs[at + 1] ^ row[i + 1];
                    differ = a ^ b;
                    a = (a & b) | (differ & ones);
                    ones ^= differ;
                    a -= (a >> 1) & Pairs;
                    ulong rest = (a & Nibbles) + ((a >> 2) & Nibbles);
                    if (i < lastPair)
                    {
                        a = inputs[at + 2] ^ row[i + 2];
                        b = inputs[at + 3] ^ row[i + 3];
                        differ = a ^ b;
                        a = (a & b) | (differ & ones);
                        ones ^= differ;
                        a -= (a >> 1) & Pairs;
                        rest += (a & Nibbles) + ((a >> 2) & Nibbles);
                    }

                    rest = (rest & Bytes) + ((rest >> 4) & Bytes);
                    halves += (rest & Halves) + ((rest >> 8) & Halves);
                }

                ones -= (ones >> 1) & Pairs;
                ones = (ones & Nibbles) + ((ones >> 2) & Nibbles);
                ones = (ones + (ones >> 4)) & Bytes;
                halves = (halves << 1) + ((ones + (ones >> 8)) & Halves);
                z[n] = start[n] - (int)((halves * SumOfHalves) >> 48) * scale;
            }
        }
    }
}
