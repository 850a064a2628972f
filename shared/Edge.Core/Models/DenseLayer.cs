namespace Edge.Core.Models
{
    /// <summary>
    /// A dense layer in integers: z[n] = Biases[n] + sum over i of w[n][i] * x[i] in int32, and the code of neuron n is the number of
    /// its thresholds that are at most z[n]. Activation, batch normalization and quantizer are all in the thresholds and biases.
    /// </summary>
    public sealed class DenseLayer
    {
        /// <summary>What enters: the model's input or the output of the layer before.</summary>
        public readonly TensorFormat Input;

        /// <summary>What leaves; its width is the number of neurons, its top code the number of thresholds per neuron.</summary>
        public readonly TensorFormat Output;

        /// <summary>Bits of a weight, 1..8. One bit means {-1, +1}; k bits mean -(2^(k-1) - 1)..2^(k-1) - 1.</summary>
        public readonly int WeightBits;

        /// <summary>
        /// Binary weights, [neurons][ceil(inputs / 64)] words: bit i % 64 of word i / 64 is 1 for +1 and 0 for -1; padding bits are 0.
        /// Null where <see cref="WeightBits"/> is not 1.
        /// </summary>
        public readonly ulong[][] BinaryWeights;

        /// <summary>Weights of 2..8 bits, [neurons][inputs]. Null where <see cref="WeightBits"/> is 1.</summary>
        public readonly sbyte[][] Weights;

        /// <summary>One bias per neuron, within +-<see cref="ModelLimits.MaxBias"/>; takes up the zero point of the input.</summary>
        public readonly int[] Biases;

        /// <summary>True where every neuron has thresholds of its own, false where all share one table.</summary>
        public readonly bool PerNeuronThresholds;

        /// <summary>
        /// Tables of Output.TopCode non-decreasing thresholds: one table, or one per neuron. int.MinValue is always passed, int.MaxValue
        /// never (no accumulator reaches it).
        /// </summary>
        public readonly int[][] Thresholds;

        /// <summary>Puts a layer together; <see cref="ModelCheck"/> checks it as part of a model. Exactly one weight array is given.</summary>
        public DenseLayer(
            TensorFormat input,
            TensorFormat output,
            int weightBits,
            ulong[][] binaryWeights,
            sbyte[][] weights,
            int[] biases,
            bool perNeuronThresholds,
            int[][] thresholds)
        {
            Input = input;
            Output = output;
            WeightBits = weightBits;
            BinaryWeights = binaryWeights;
            Weights = weights;
            Biases = biases;
            PerNeuronThresholds = perNeuronThresholds;
            Thresholds = thresholds;
        }

        /// <summary>Words of 64 bits that hold one neuron's binary weights.</summary>
        public static int WordsPerRow(int inputs)
        {
            return (inputs + 63) >> 6;
        }

        /// <summary>The threshold table of a neuron, Output.TopCode entries.</summary>
        public int[] ThresholdsOf(int neuron)
        {
            return Thresholds[PerNeuronThresholds ? neuron : 0];
        }

        /// <summary>The weight that joins an input to a neuron, as an integer.</summary>
        public int WeightAt(int neuron, int input)
        {
            if (WeightBits == 1)
            {
                return ((BinaryWeights[neuron][input >> 6] >> (input & 63)) & 1UL) != 0UL ? 1 : -1;
            }

            return Weights[neuron][input];
        }
    }
}
