namespace Edge.Core.Inference
{
    /// <summary>
    /// Multiply-accumulate with the weights of several neurons in one long (<see cref="LaneWeights"/>): one product of 64 bits serves them
    /// all, and the codes of a block stay in locals while the neurons pass.
    /// </summary>
    public static class LaneMultiplyKernel
    {
        /// <summary>Codes, and z and start, are read up to this many elements beyond the last input or neuron.</summary>
        public const int Margin = 15;

        private const int ThreeLanes = 3;
        private const int ThreeLaneBits = 21;
        private const int ThreeLaneMask = (1 << ThreeLaneBits) - 1;

        /// <summary>Computes z[n] = bias[n] + the sum of weight * input over all inputs, for all neurons.</summary>
        /// <param name="codes">Input codes, [inputs], and <see cref="Margin"/> elements of any content behind them.</param>
        /// <param name="weights">Weights and biases.</param>
        /// <param name="z">Receives the accumulators, [neurons]; <see cref="Margin"/> elements behind them are overwritten.</param>
        public static void Accumulate(byte[] codes, LaneWeights weights, int[] z)
        {
            long[][][] blocks = weights.Blocks;
            int last = blocks.Length - 1;
            int[] start = weights.Start;
            for (int b = 0; b < last; b++)
            {
                Block(codes, b * LaneWeights.BlockInputs, blocks[b], weights, start, z);
                start = z;
            }

            if (blocks[last][0].Length > LaneWeights.ShortBlockInputs)
            {
                Block(codes, last * LaneWeights.BlockInputs, blocks[last], weights, start, z);
            }
            else
            {
                ShortBlock(codes, last * LaneWeights.BlockInputs, blocks[last], weights, start, z);
            }
        }

        private static void Block(byte[] codes, int at, long[][] rows, LaneWeights weights, int[] start, int[] z)
        {
            long c0 = codes[at];
            long c1 = codes[at + 1];
            long c2 = codes[at + 2];
            long c3 = codes[at + 3];
            long c4 = codes[at + 4];
            long c5 = codes[at + 5];
            long c6 = codes[at + 6];
            long c7 = codes[at + 7];
            long c8 = codes[at + 8];
            long c9 = codes[at + 9];
            long c10 = codes[at + 10];
            long c11 = codes[at + 11];
            long c12 = codes[at + 12];
            long c13 = codes[at + 13];
            long c14 = codes[at + 14];
            long c15 = codes[at + 15];
            long c16 = codes[at + 16];
            long c17 = codes[at + 17];
            long c18 = codes[at + 18];
            long c19 = codes[at + 19];
            long c20 = codes[at + 20];
            long c21 = codes[at + 21];
            long c22 = codes[at + 22];
            long c23 = codes[at + 23];
            long c24 = codes[at + 24];
            long c25 = codes[at + 25];
            long c26 = codes[at + 26];
            long c27 = codes[at + 27];
            long c28 = codes[at + 28];
            long c29 = codes[at + 29];
            long c30 = codes[at + 30];
            long c31 = codes[at + 31];
            int lanes = weights.Lanes;
            int laneBits = weights.LaneBits;
            int mask = weights.Mask;
            long offset = weights.Offset;
            int n = 0;
            for (int g = 0; g < rows.Length; g++)
            {
                long[] row = rows[g];
                long s = offset + row[0] * c0
                        + row[1] * c1
                        + row[2] * c2
                        + row[3] * c3
                        + row[4] * c4
                        + row[5] * c5
                        + row[6] * c6
                        + row[7] * c7
                        + row[8] * c8
                        + row[9] * c9
                        + row[10] * c10
                        + row[11] * c11
                        + row[12] * c12
                        + row[13] * c13
                        + row[14] * c14
                        + row[15] * c15
                        + row[16] * c16
                        + row[17] * c17
                        + row[18] * c18
                        + row[19] * c19
                        + row[20] * c20
                        + row[21] * c21
                        + row[22] * c22
                        + row[23] * c23
                        + row[24] * c24
                        + row[25] * c25
                        + row[26] * c26
                        + row[27] * c27
                        + row[28] * c28
                        + row[29] * c29
                        + row[30] * c30
                        + row[31] * c31;
                if (lanes == ThreeLanes)
                {
                    z[n] = start[n] + ((int)s & ThreeLaneMask);
                    z[n + 1] = start[n + 1] + ((int)(s >> ThreeLaneBits) & ThreeLaneMask);
                    z[n + 2] = start[n + 2] + ((int)(s >> (2 * ThreeLaneBits)) & ThreeLaneMask);
                    n += ThreeLanes;
                }
                else
                {
                    int end = n + lanes;
                    do
                    {
                        z[n] = start[n] + ((int)s & mask);
                        s >>= laneBits;
                    }
                    while (++n < end);
                }
            }
        }

        private static void ShortBlock(byte[] codes, int at, long[][] rows, LaneWeights weights, int[] start, int[] z)
        {
            long c0 = codes[at];
            long c1 = codes[at + 1];
            long c2 = codes[at + 2];
            long c3 = codes[at + 3];
            long c4 = codes[at + 4];
            long c5 = codes[at + 5];
            long c6 = codes[at + 6];
            long c7 = codes[at + 7];
            long c8 = codes[at + 8];
            long c9 = codes[at + 9];
            long c10 = codes[at + 10];
            long c11 = codes[at + 11];
            long c12 = codes[at + 12];
            long c13 = codes[at + 13];
            long c14 = codes[at + 14];
            long c15 = codes[at + 15];
            int lanes = weights.Lanes;
            int laneBits = weights.LaneBits;
            int mask = weights.Mask;
            long offset = weights.Offset;
            int quarters = rows[0].Length >> 2;
            int n = 0;
            for (int g = 0; g < rows.Length; g++)
            {
                long[] row = rows[g];
                long s = offset + row[0] * c0 + row[1] * c1 + row[2] * c2 + row[3] * c3;
                if (quarters > 1)
                {
                    s += row[4] * c4 + row[5] * c5 + row[6] * c6 + row[7] * c7;
                    if (quarters > 2)
                    {
                        s += row[8] * c8 + row[9] * c9 + row[10] * c10 + row[11] * c11;
                        if (quarters > 3)
                        {
                            s += row[12] * c12 + row[13] * c13 + row[14] * c14 + row[15] * c15;
                        }
                    }
                }

                if (lanes == ThreeLanes)
                {
                    z[n] = start[n] + ((int)s & ThreeLaneMask);
                    z[n + 1] = start[n + 1] + ((int)(s >> ThreeLaneBits) & ThreeLaneMask);
                    z[n + 2] = start[n + 2] + ((int)(s >> (2 * ThreeLaneBits)) & ThreeLaneMask);
                    n += ThreeLanes;
                }
                else
                {
                    int end = n + lanes;
                    do
                    {
                        z[n] = start[n] + ((int)s & mask);
                        s >>= laneBits;
                    }
                    while (++n < end);
                }
            }
        }
    }
}
