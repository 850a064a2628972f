namespace Edge.Core.Inference
{
    /// <summary>
    /// Weights of any width on codes of any width, one multiply-accumulate at a time: in wide layers 32 codes stay in locals while the
    /// neurons pass, the rest eight to a round of the loop. Takes no memory of its own.
    /// </summary>
    public static class MultiplyAccumulateKernel
    {
        private const int BlockInputs = 32;

        /// <summary>Neurons from which on it pays to keep codes in locals.</summary>
        private const int FewestNeurons = 3;

        /// <summary>Computes z[n] = biases[n] + 2^shift * (sum over i of weights[n][i] * codes[i]) for all neurons.</summary>
        /// <param name="codes">Input codes, [inputs] or longer.</param>
        /// <param name="inputs">Number of inputs.</param>
        /// <param name="weights">Weights, [neurons][inputs].</param>
        /// <param name="biases">Biases, [neurons]; for bipolar inputs with the sum of the neuron's weights subtracted.</param>
        /// <param name="shift">0 for affine inputs (x = c), 1 for bipolar ones (x = 2c - 1).</param>
        /// <param name="z">Receives the accumulators, [neurons] or longer.</param>
        public static void Accumulate(byte[] codes, int inputs, sbyte[][] weights, int[] biases, int shift, int[] z)
        {
            int at = 0;
            int[] start = biases;
            if (weights.Length >= FewestNeurons)
            {
                while (at <= inputs - BlockInputs)
                {
                    Block(codes, at, weights, start, shift, z);
                    start = z;
                    at += BlockInputs;
                }
            }

            if (at < inputs || start != z)
            {
                Rest(codes, at, inputs, weights, start, shift, z);
            }
        }

        private static void Block(byte[] codes, int at, sbyte[][] weights, int[] start, int shift, int[] z)
        {
            int c0 = codes[at];
            int c1 = codes[at + 1];
            int c2 = codes[at + 2];
            int c3 = codes[at + 3];
            int c4 = codes[at + 4];
            int c5 = codes[at + 5];
            int c6 = codes[at + 6];
            int c7 = codes[at + 7];
            int c8 = codes[at + 8];
            int c9 = codes[at + 9];
            int c10 = codes[at + 10];
            int c11 = codes[at + 11];
            int c12 = codes[at + 12];
            int c13 = codes[at + 13];
            int c14 = codes[at + 14];
            int c15 = codes[at + 15];
            int c16 = codes[at + 16];
            int c17 = codes[at + 17];
            int c18 = codes[at + 18];
            int c19 = codes[at + 19];
            int c20 = codes[at + 20];
            int c21 = codes[at + 21];
            int c22 = codes[at + 22];
            int c23 = codes[at + 23];
            int c24 = codes[at + 24];
            int c25 = codes[at + 25];
            int c26 = codes[at + 26];
            int c27 = codes[at + 27];
            int c28 = codes[at + 28];
            int c29 = codes[at + 29];
            int c30 = codes[at + 30];
            int c31 = codes[at + 31];
            int neurons = weights.Length;
            for (int n = 0; n < neurons; n++)
            {
                sbyte[] row = weights[n];
                int sum = row[at] * c0
                    + row[at + 1] * c1
                    + row[at + 2] * c2
                    + row[at + 3] * c3
                    + row[at + 4] * c4
                    + row[at + 5] * c5
                    + row[at + 6] * c6
                    + row[at + 7] * c7
                    + row[at + 8] * c8
                    + row[at + 9] * c9
                    + row[at + 10] * c10
                    + row[at + 11] * c11
                    + row[at + 12] * c12
                    + row[at + 13] * c13
                    + row[at + 14] * c14
                    + row[at + 15] * c15
                    + row[at + 16] * c16
                    + row[at + 17] * c17
                    + row[at + 18] * c18
                    + row[at + 19] * c19
                    + row[at + 20] * c20
                    + row[at + 21] * c21
                    + row[at + 22] * c22
                    + row[at + 23] * c23
                    + row[at + 24] * c24
                    + row[at + 25] * c25
                    + row[at + 26] * c26
                    + row[at + 27] * c27
                    + row[at + 28] * c28
                    + row[at + 29] * c29
                    + row[at + 30] * c30
                    + row[at + 31] * c31;
                z[n] = start[n] + (sum << shift);
            }
        }

        private static void Rest(byte[] codes, int first, int inputs, sbyte[][] weights, int[] start, int shift, int[] z)
        {
            int lastEight = inputs - 8;
            int neurons = weights.Length;
            for (int n = 0; n < neurons; n++)
            {
                sbyte[] row = weights[n];
                int sum = 0;
                int i = first;
                while (i <= lastEight)
                {
                    sum += row[i] * codes[i]
                        + row[i + 1] * codes[i + 1]
                        + row[i + 2] * codes[i + 2]
                        + row[i + 3] * codes[i + 3]
                        + row[i + 4] * codes[i + 4]
                        + row[i + 5] * codes[i + 5]
                        + row[i + 6] * codes[i + 6]
                        + row[i + 7] * codes[i + 7];
                    i += 8;
                }

                while (i < inputs)
                {
                    sum += row[i] * codes[i];
                    i++;
                }

                z[n] = start[n] + (sum << shift);
            }
        }
    }
}
