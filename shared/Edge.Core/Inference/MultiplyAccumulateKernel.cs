namespace Edge.Core.Inference
{
    /// <summary>Weights of any width on codes of any width, one multiply-accumulate at a time, eight to a round of the loop.</summary>
    public static class MultiplyAccumulateKernel
    {
        /// <summary>Computes z[n] = biases[n] + 2^shift * (sum over i of weights[n][i] * codes[i]) for all neurons.</summary>
        /// <param name="codes">Input codes, [inputs] or longer.</param>
        /// <param name="inputs">Number of inputs.</param>
        /// <param name="weights">Weights, [neurons][inputs].</param>
        /// <param name="biases">Biases, [neurons]; for bipolar inputs with the sum of the neuron's weights subtracted.</param>
        /// <param name="shift">0 for affine inputs (x = c), 1 for bipolar ones (x = 2c - 1).</param>
        /// <param name="z">Receives the accumulators, [neurons] or longer.</param>
        public static void Accumulate(byte[] codes, int inputs, sbyte[][] weights, int[] biases, int shift, int[] z)
        {
            int lastEight = inputs - 8;
            for (int n = 0; n < biases.Length; n++)
            {
                sbyte[] row = weights[n];
                int sum = 0;
                int i = 0;
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

                z[n] = biases[n] + (sum << shift);
            }
        }
    }
}
