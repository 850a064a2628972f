namespace Edge.Core.Inference.Sliced
{
    /// <summary>
    /// Runs <see cref="SlicedLayer"/> programs: bit r of every word belongs to row r, so that one instruction works on 64 rows. Carry-save
    /// adders (two words and a sum make a sum and a carry of twice the weight) count matches in bit planes; no plane is compared, since the
    /// counter starts where its highest plane is set exactly when enough inputs match.
    /// </summary>
    public static class SlicedKernel
    {
        /// <summary>Computes the planes of a layer's neurons and their complements.</summary>
        /// <param name="planes">All planes; each is followed by its complement.</param>
        /// <param name="layer">The layer's program.</param>
        public static void Run(ulong[] planes, SlicedLayer layer)
        {
            if (layer.Top == 256)
            {
                CountToBytes(planes, layer.Program, layer.Terms, layer.Neurons, layer.Target);
            }
            else
            {
                CountToFours(planes, layer.Program, layer.Terms, layer.Neurons, layer.Target, layer.Top == 16);
            }
        }

        // Up to 15 inputs: four terms to a round, the last two by themselves.
        private static void CountToFours(ulong[] planes, short[] program, int terms, int neurons, int target, bool toSixteen)
        {
            int at = 0;
            for (int n = 0; n < neurons; n++)
            {
                int start = program[at];
                at++;
                int end = at + terms;
                int lastFour = end - 4;
                ulong ones = (ulong)-(long)(start & 1);
                ulong twos = (ulong)-(long)((start >> 1) & 1);
                ulong fours = (ulong)-(long)((start >> 2) & 1);
                ulong eights = (ulong)-(long)((start >> 3) & 1);
                ulong top = toSixteen ? (ulong)-(long)(start >> 4) : eights;
                ulong a;
                ulong b;
                ulong half;
                ulong carry;
                while (at <= lastFour)
                {
                    a = planes[program[at]];
                    b = planes[program[at + 1]];
                    half = ones ^ a;
                    ulong first = (ones & a) | (half & b);
                    ones = half ^ b;
                    a = planes[program[at + 2]];
                    b = planes[program[at + 3]];
                    half = ones ^ a;
                    ulong second = (ones & a) | (half & b);
                    ones = half ^ b;
                    half = twos ^ first;
                    carry = (twos & first) | (half & second);
                    twos = half ^ second;
                    half = fours & carry;
                    fours ^= carry;
                    if (toSixteen)
                    {
                        top |= eights & half;
                        eights ^= half;
                    }
                    else
                    {
                        top |= half;
                    }

                    at += 4;
                }

                if (at < end)
                {
                    a = planes[program[at]];
                    b = planes[program[at + 1]];
                    half = fours & twos & ((ones & a) | ((ones ^ a) & b));
                    top |= toSixteen ? eights & half : half;
                    at += 2;
                }

                planes[target] = top;
                planes[target + 1] = ~top;
                target += 2;
            }
        }

        // Up to 255 inputs, eight terms to a round.
        private static void CountToBytes(ulong[] planes, short[] program, int terms, int neurons, int target)
        {
            int at = 0;
            for (int n = 0; n < neurons; n++)
            {
                int start = program[at];
                at++;
                int end = at + terms;
                ulong ones = (ulong)-(long)(start & 1);
                ulong twos = (ulong)-(long)((start >> 1) & 1);
                ulong fours = (ulong)-(long)((start >> 2) & 1);
                ulong plane8 = (ulong)-(long)((start >> 3) & 1);
                ulong plane16 = (ulong)-(long)((start >> 4) & 1);
                ulong plane32 = (ulong)-(long)((start >> 5) & 1);
                ulong plane64 = (ulong)-(long)((start >> 6) & 1);
                ulong plane128 = (ulong)-(long)((start >> 7) & 1);
                ulong top = (ulong)-(long)(start >> 8);
                while (at < end)
                {
                    ulong a = planes[program[at]];
                    ulong b = planes[program[at + 1]];
                    ulong half = ones ^ a;
                    ulong first = (ones & a) | (half & b);
                    ones = half ^ b;
                    a = planes[program[at + 2]];
                    b = planes[program[at + 3]];
                    half = ones ^ a;
                    ulong second = (ones & a) | (half & b);
                    ones = half ^ b;
                    half = twos ^ first;
                    ulong lower = (twos & first) | (half & second);
                    twos = half ^ second;

                    a = planes[program[at + 4]];
                    b = planes[program[at + 5]];
                    half = ones ^ a;
                    first = (ones & a) | (half & b);
                    ones = half ^ b;
                    a = planes[program[at + 6]];
                    b = planes[program[at + 7]];
                    half = ones ^ a;
                    second = (ones & a) | (half & b);
                    ones = half ^ b;
                    half = twos ^ first;
                    ulong upper = (twos & first) | (half & second);
                    twos = half ^ second;

                    half = fours ^ lower;
                    ulong carry = (fours & lower) | (half & upper);
                    fours = half ^ upper;
                    half = plane8 & carry;
                    plane8 ^= carry;
                    carry = plane16 & half;
                    plane16 ^= half;
                    half = plane32 & carry;
                    plane32 ^= carry;
                    carry = plane64 & half;
                    plane64 ^= half;
                    top |= plane128 & carry;
                    plane128 ^= carry;
                    at += 8;
                }

                planes[target] = top;
                planes[target + 1] = ~top;
                target += 2;
            }
        }
    }
}
