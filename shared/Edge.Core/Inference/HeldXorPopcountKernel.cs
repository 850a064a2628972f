namespace Edge.Core.Inference
{
    /// <summary>
    /// <see cref="XorPopcountKernel"/> for 2..17 words (up to 1088 inputs), whose inputs stay in locals while the neurons pass: a word then
    /// takes one array element instead of two. Words come in pairs for the carry-save adder, pairs in groups of three, up to two
    /// are left over; an odd word stands at the end and starts the ones.
    /// </summary>
    internal static class HeldXorPopcountKernel
    {
        /// <summary>Most words of a row.</summary>
        internal const int MostWords = 17;

        private const ulong Pairs = 0x5555555555555555UL;
        private const ulong Nibbles = 0x3333333333333333UL;
        private const ulong Bytes = 0x0F0F0F0F0F0F0F0FUL;
        private const ulong Halves = 0x00FF00FF00FF00FFUL;
        private const ulong SumOfHalves = 0x0001000100010001UL;

        /// <summary>As <see cref="XorPopcountKernel.Accumulate"/>.</summary>
        internal static void Accumulate(ulong[] inputs, int offset, int words, ulong[][] weights, int[] start, int scale, int[] z)
        {
            int pairs = words >> 1;
            if (pairs < 3)
            {
                FewWords(inputs, offset, words, weights, start, scale, z);
                return;
            }

            int last = words - 1;
            ulong x6, x7, x8, x9, x10, x11, y0, y1, y2, y3, odd;
            x6 = x7 = x8 = x9 = x10 = x11 = y0 = y1 = y2 = y3 = odd = 0UL;
            bool hasOdd = (words & 1) != 0;
            int groups = pairs >= 6 ? 2 : 1;
            int tail = 6 * groups;
            int tailPairs = pairs - 3 * groups;
            if (hasOdd)
            {
                odd = inputs[offset + last];
            }

            ulong x0 = inputs[offset];
            ulong x1 = inputs[offset + 1];
            ulong x2 = inputs[offset + 2];
            ulong x3 = inputs[offset + 3];
            ulong x4 = inputs[offset + 4];
            ulong x5 = inputs[offset + 5];
            if (groups > 1)
            {
                x6 = inputs[offset + 6];
                x7 = inputs[offset + 7];
                x8 = inputs[offset + 8];
                x9 = inputs[offset + 9];
                x10 = inputs[offset + 10];
                x11 = inputs[offset + 11];
            }

            if (tailPairs > 0)
            {
                y0 = inputs[offset + tail];
                y1 = inputs[offset + tail + 1];
            }

            if (tailPairs > 1)
            {
                y2 = inputs[offset + tail + 2];
                y3 = inputs[offset + tail + 3];
            }

            int neurons = weights.Length;
            for (int n = 0; n < neurons; n++)
            {
                ulong[] row = weights[n];
                ulong a;
                ulong b;
                ulong differ;
                ulong first;
                ulong second;
                ulong third;

                // Twos by bytes: at most 24 of a group and 16 of the rest, so that twice the sum and the ones, 8, stay below 256.
                ulong sums;
                ulong ones = 0UL;
                if (hasOdd)
                {
                    ones = odd ^ row[last];
                }

                a = x0 ^ row[0];
                b = x1 ^ row[1];
                differ = a ^ b;
                first = (a & b) | (differ & ones);
                ones ^= differ;
                a = x2 ^ row[2];
                b = x3 ^ row[3];
                differ = a ^ b;
                second = (a & b) | (differ & ones);
                ones ^= differ;
                a = x4 ^ row[4];
                b = x5 ^ row[5];
                differ = a ^ b;
                third = (a & b) | (differ & ones);
                ones ^= differ;
                first = first - ((first >> 1) & Pairs) + (third & Pairs);
                second = second - ((second >> 1) & Pairs) + ((third >> 1) & Pairs);
                first = (first & Nibbles) + ((first >> 2) & Nibbles) + (second & Nibbles) + ((second >> 2) & Nibbles);
                sums = (first & Bytes) + ((first >> 4) & Bytes);
                if (groups > 1)
                {
                    a = x6 ^ row[6];
                    b = x7 ^ row[7];
                    differ = a ^ b;
                    first = (a & b) | (differ & ones);
                    ones ^= differ;
                    a = x8 ^ row[8];
                    b = x9 ^ row[9];
                    differ = a ^ b;
                    second = (a & b) | (differ & ones);
                    ones ^= differ;
                    a = x10 ^ row[10];
                    b = x11 ^ row[11];
                    differ = a ^ b;
                    third = (a & b) | (differ & ones);
                    ones ^= differ;
                    first = first - ((first >> 1) & Pairs) + (third & Pairs);
                    second = second - ((second >> 1) & Pairs) + ((third >> 1) & Pairs);
                    first = (first & Nibbles) + ((first >> 2) & Nibbles) + (second & Nibbles) + ((second >> 2) & Nibbles);
                    sums += (first & Bytes) + ((first >> 4) & Bytes);
                }

                if (tailPairs > 0)
                {
                    a = y0 ^ row[tail];
                    b = y1 ^ row[tail + 1];
                    differ = a ^ b;
                    first = (a & b) | (differ & ones);
                    ones ^= differ;
                    first -= (first >> 1) & Pairs;
                    first = (first & Nibbles) + ((first >> 2) & Nibbles);
                    if (tailPairs > 1)
                    {
                        a = y2 ^ row[tail + 2];
                        b = y3 ^ row[tail + 3];
                        differ = a ^ b;
                        second = (a & b) | (differ & ones);
                        ones ^= differ;
                        second -= (second >> 1) & Pairs;
                        first += (second & Nibbles) + ((second >> 2) & Nibbles);
                    }

                    sums += (first & Bytes) + ((first >> 4) & Bytes);
                }

                ones -= (ones >> 1) & Pairs;
                ones = (ones & Nibbles) + ((ones >> 2) & Nibbles);
                sums = (sums << 1) + ((ones + (ones >> 4)) & Bytes);
                sums = (sums & Halves) + ((sums >> 8) & Halves);
                z[n] = start[n] - (int)((sums * SumOfHalves) >> 48) * scale;
            }
        }

        // Up to five words: three are merged as they are, two are left over.
        private static void FewWords(ulong[] inputs, int offset, int words, ulong[][] weights, int[] start, int scale, int[] z)
        {
            ulong x0, x1, x2, y0, y1;
            x0 = x1 = x2 = y0 = y1 = 0UL;
            bool three = words > 2;
            int rest = three ? 3 : 0;
            int left = words - rest;
            if (three)
            {
                x0 = inputs[offset];
                x1 = inputs[offset + 1];
                x2 = inputs[offset + 2];
            }

            if (left > 0)
            {
                y0 = inputs[offset + rest];
            }

            if (left > 1)
            {
                y1 = inputs[offset + rest + 1];
            }

            int neurons = weights.Length;
            for (int n = 0; n < neurons; n++)
            {
                ulong[] row = weights[n];
                ulong a;
                ulong b;
                ulong sums = 0UL;
                if (three)
                {
                    ulong c = x2 ^ row[2];
                    a = x0 ^ row[0];
                    b = x1 ^ row[1];
                    a = a - ((a >> 1) & Pairs) + (c & Pairs);
                    b = b - ((b >> 1) & Pairs) + ((c >> 1) & Pairs);
                    a = (a & Nibbles) + ((a >> 2) & Nibbles) + (b & Nibbles) + ((b >> 2) & Nibbles);
                    sums = (a & Bytes) + ((a >> 4) & Bytes);
                }

                if (left > 0)
                {
                    a = y0 ^ row[rest];
                    a -= (a >> 1) & Pairs;
                    a = (a & Nibbles) + ((a >> 2) & Nibbles);
                    if (left > 1)
                    {
                        b = y1 ^ row[rest + 1];
                        b -= (b >> 1) & Pairs;
                        a += (b & Nibbles) + ((b >> 2) & Nibbles);
                    }

                    sums += (a & Bytes) + ((a >> 4) & Bytes);
                }

                sums = (sums & Halves) + ((sums >> 8) & Halves);
                z[n] = start[n] - (int)((sums * SumOfHalves) >> 48) * scale;
            }
        }
    }
}
