using Edge.Core.Models;

namespace Edge.Core.Inference
{
    /// <summary>
    /// A layer made ready for a kernel. Weights and thresholds are the model's own arrays; the input's map is folded into new biases, which
    /// is exact: |bias| is at most 2^30 and what is added at most 8192 * 127.
    /// </summary>
    public sealed class DeviceLayer
    {
        /// <summary>
        /// Rough instructions per word and plane, and per multiply-accumulate: where a layer has so few inputs that single products are
        /// cheaper than popcounts of all planes, its binary weights are spread out to bytes.
        /// </summary>
        private const int InstructionsPerPlaneWord = 40;
        private const int InstructionsPerMultiply = 12;

        /// <summary>One of <see cref="DeviceKernel"/>.</summary>
        public readonly byte Kernel;

        /// <summary>Number of inputs.</summary>
        public readonly int Inputs;

        /// <summary>Bits of an input code.</summary>
        public readonly int InputBits;

        /// <summary>Words of 64 bits that hold one bit of every input.</summary>
        public readonly int Words;

        /// <summary>1 where products count twice (bipolar inputs, multiply-accumulate), else 0.</summary>
        public readonly int Shift;

        /// <summary>Number of neurons.</summary>
        public readonly int Neurons;

        /// <summary>Bits of an output code; with one bit the codes are kept as words, else as bytes.</summary>
        public readonly int OutputBits;

        /// <summary>Folded biases, [neurons].</summary>
        public readonly int[] Biases;

        /// <summary>Threshold tables of the model, one or one per neuron.</summary>
        public readonly int[][] Thresholds;

        /// <summary>Binary weights of the model, [neurons][words]; null for multiply-accumulate.</summary>
        public readonly ulong[][] BinaryWeights;

        /// <summary>Weights for multiply-accumulate, [neurons][inputs]; null for the other kernels.</summary>
        public readonly sbyte[][] Weights;

        /// <summary>Makes a layer of a checked model ready.</summary>
        public DeviceLayer(DenseLayer layer)
        {
            Inputs = layer.Input.Width;
            InputBits = layer.Input.Bits;
            Words = DenseLayer.WordsPerRow(Inputs);
            Neurons = layer.Output.Width;
            OutputBits = layer.Output.Bits;
            Thresholds = layer.Thresholds;
            bool bipolar = layer.Input.Map == TensorMap.Bipolar;
            if (layer.WeightBits == 1 && bipolar)
            {
                Kernel = DeviceKernel.XorPopcount;
                BinaryWeights = layer.BinaryWeights;
                Biases = BiasesPlusInputs(layer);
            }
            else if (layer.WeightBits == 1 && InputBits * Words * InstructionsPerPlaneWord <= Inputs * InstructionsPerMultiply)
            {
                Kernel = DeviceKernel.BitPlane;
                BinaryWeights = layer.BinaryWeights;
                Biases = layer.Biases;
            }
            else
            {
                Kernel = DeviceKernel.MultiplyAccumulate;
                Weights = layer.WeightBits == 1 ? Spread(layer) : layer.Weights;
                Biases = bipolar ? BiasesMinusWeights(layer) : layer.Biases;
                Shift = bipolar ? 1 : 0;
            }
        }

        private static int[] BiasesPlusInputs(DenseLayer layer)
        {
            int[] biases = new int[layer.Biases.Length];
            for (int n = 0; n < biases.Length; n++)
            {
                biases[n] = layer.Biases[n] + layer.Input.Width;
            }

            return biases;
        }

        private static int[] BiasesMinusWeights(DenseLayer layer)
        {
            int[] biases = new int[layer.Biases.Length];
            for (int n = 0; n < biases.Length; n++)
            {
                sbyte[] row = layer.Weights[n];
                int sum = 0;
                for (int i = 0; i < row.Length; i++)
                {
                    sum += row[i];
                }

                biases[n] = layer.Biases[n] - sum;
            }

            return biases;
        }

        private static sbyte[][] Spread(DenseLayer layer)
        {
            sbyte[][] weights = new sbyte[layer.Output.Width][];
            for (int n = 0; n < weights.Length; n++)
            {
                sbyte[] row = new sbyte[layer.Input.Width];
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] = (sbyte)layer.WeightAt(n, i);
                }

                weights[n] = row;
            }

            return weights;
        }
    }
}
