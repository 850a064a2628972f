using Edge.Core.Models;

namespace Edge.Core.Inference
{
    /// <summary>
    /// A layer made ready for a kernel. Thresholds and, where the kernel takes them as they are, weights are the model's own arrays; the
    /// input's map is folded into new biases, which is exact: |bias| is at most 2^30 and what is added at most 8192 * 255.
    /// </summary>
    public sealed class DeviceLayer
    {
        // Rough IL instructions, measured with the emulator's meter: they choose the kernel.
        private const int PerPlane = 60;
        private const int PerPlaneWord = 24;
        private const int PerPlaneOfOneWord = 40;
        private const int PerCodeToPlane = 16;
        private const int PerMultiply = 10;
        private const int PerLongMultiply = 6;
        private const int PerLane = 20;
        private const int PerHeldCode = 7;

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

        /// <summary>Folded biases, [neurons]; null where <see cref="Lanes"/> hold them.</summary>
        public readonly int[] Biases;

        /// <summary>Threshold tables of the model, one or one per neuron.</summary>
        public readonly int[][] Thresholds;

        /// <summary>Index of the one threshold table; null where bisection is used.</summary>
        public readonly ThresholdIndex Index;

        /// <summary>Binary weights of the model, [neurons][words]; null for multiply-accumulate.</summary>
        public readonly ulong[][] BinaryWeights;

        /// <summary>Weights for multiply-accumulate, [neurons][inputs]; null for the other kernels.</summary>
        public readonly sbyte[][] Weights;

        /// <summary>Weights packed into lanes; null for the other kernels.</summary>
        public readonly LaneWeights Lanes;

        /// <summary>Makes a layer of a checked model ready.</summary>
        /// <param name="layer">The layer.</param>
        /// <param name="spareBytes">
        /// Bytes of a board's heap that may go into weights and tables made only for speed; with 0 the layer takes as little as it can.
        /// </param>
        public DeviceLayer(DenseLayer layer, int spareBytes)
        {
            Inputs = layer.Input.Width;
            InputBits = layer.Input.Bits;
            Words = DenseLayer.WordsPerRow(Inputs);
            Neurons = layer.Output.Width;
            OutputBits = layer.Output.Bits;
            Thresholds = layer.Thresholds;
            bool bipolar = layer.Input.Map == TensorMap.Bipolar;
            Kernel = Choose(layer, spareBytes);
            if (Kernel == DeviceKernel.XorPopcount)
            {
                BinaryWeights = layer.BinaryWeights;
                Biases = BiasesPlusInputs(layer);
            }
            else if (Kernel == DeviceKernel.BitPlane)
            {
                BinaryWeights = layer.BinaryWeights;
                Biases = BiasesPlusOnes(layer);
            }
            else
            {
                int[] biases = bipolar ? BiasesMinusWeights(layer) : layer.Biases;
                if (Kernel == DeviceKernel.LaneMultiply)
                {
                    Lanes = new LaneWeights(layer, biases);
                }
                else
                {
                    Weights = layer.WeightBits == 1 ? Spread(layer) : layer.Weights;
                    Biases = biases;
                    Shift = bipolar ? 1 : 0;
                }
            }

            if (OutputBits > 1 && Thresholds.Length == 1)
            {
                Index = ThresholdIndex.Of(Thresholds[0], spareBytes - BoardHeap.PreparedLayerBytes(this, layer));
            }
        }

        // The kernel with the fewest instructions per neuron among those whose heap there is.
        private static byte Choose(DenseLayer layer, int spareBytes)
        {
            int inputs = layer.Input.Width;
            int neurons = layer.Output.Width;
            bool binary = layer.WeightBits == 1;
            if (binary && layer.Input.Map == TensorMap.Bipolar)
            {
                return DeviceKernel.XorPopcount;
            }

            int lanes = LaneWeights.LanesOf(layer);
            int blocks = (inputs + LaneWeights.BlockInputs - 1) / LaneWeights.BlockInputs;
            int laneCost = PerLongMultiply * inputs / lanes + PerLane * blocks + PerHeldCode * inputs / neurons;
            bool lanesFit = LaneWeights.HeapBytes(inputs, neurons, lanes) <= spareBytes;
            if (!binary)
            {
                return lanesFit && laneCost < PerMultiply * inputs ? DeviceKernel.LaneMultiply : DeviceKernel.MultiplyAccumulate;
            }

            int bits = layer.Input.Bits;
            int words = DenseLayer.WordsPerRow(inputs);
            int planeCost = bits * (words == 1 ? PerPlaneOfOneWord : PerPlane + PerPlaneWord * words);
            if (bits > 1)
            {
                planeCost += PerCodeToPlane * bits * inputs / neurons;
            }

            if (lanesFit && laneCost < planeCost && laneCost < PerMultiply * inputs)
            {
                return DeviceKernel.LaneMultiply;
            }

            bool bytesFit = SpreadBytes(inputs, neurons) <= spareBytes;
            return bytesFit && PerMultiply * inputs < planeCost ? DeviceKernel.MultiplyAccumulate : DeviceKernel.BitPlane;
        }

        /// <summary>Bytes of a board's heap that binary weights spread out to one byte each take.</summary>
        internal static int SpreadBytes(int inputs, int neurons)
        {
            return BoardHeap.ReferencesBytes(neurons) + neurons * BoardHeap.ArrayBytes(inputs, 1);
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

        // With w = 2v - 1 and x the sum of 2^j times plane j: w * x summed is the sum over j of 2^j (popcount(v) - popcount(plane xor v)).
        private static int[] BiasesPlusOnes(DenseLayer layer)
        {
            int[] biases = new int[layer.Biases.Length];
            int largestInput = (1 << layer.Input.Bits) - 1;
            for (int n = 0; n < biases.Length; n++)
            {
                biases[n] = layer.Biases[n] + largestInput * PackedCodes.CountOnes(layer.BinaryWeights[n], layer.BinaryWeights[n].Length);
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
