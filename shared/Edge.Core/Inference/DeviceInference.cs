using Edge.Core.Models;

namespace Edge.Core.Inference
{
    /// <summary>
    /// Inference as the firmware runs it: row by row, from packed rows to packed rows, equal to <see cref="ReferenceInference"/> bit for
    /// bit. Everything is allocated when a model is loaded; computing a row allocates nothing. One instance serves one thread.
    /// </summary>
    /// <remarks>
    /// Input rows are packed as on the wire (shared/README.md, "Bit order"), or are their own row numbers (counting). An output row holds
    /// the codes of all recorded layers, one after the other, padded with 0 to a byte. Arguments are not checked: the caller owns the
    /// buffers, and <see cref="ModelCheck"/> has seen the model.
    /// </remarks>
    public sealed class DeviceInference
    {
        /// <summary>Widest input that can count: a row number has 32 bits.</summary>
        public const int MaxCountingWidth = 32;

        /// <summary>The model that is run.</summary>
        public readonly IntegerModel Model;

        /// <summary>Bytes of one packed input row.</summary>
        public readonly int InputRowBytes;

        /// <summary>Bytes of one packed output row: all recorded layers.</summary>
        public readonly int OutputRowBytes;

        /// <summary>True where inputs may count: one bit each, at most <see cref="MaxCountingWidth"/> of them.</summary>
        public readonly bool CanCount;

        /// <summary>Layers made ready for their kernels.</summary>
        public readonly DeviceLayer[] Layers;

        private readonly ulong[] planes;
        private readonly ulong[] bits;
        private readonly byte[] codes;
        private readonly byte[] probabilities;
        private readonly int[] z;

        /// <summary>Makes a model ready in as little heap as it can: what it must have (<see cref="HeapBudget"/>).</summary>
        /// <param name="model">A model that passed <see cref="ModelCheck"/>.</param>
        public DeviceInference(IntegerModel model)
            : this(model, 0)
        {
        }

        /// <summary>Makes a model ready; the model's arrays are shared, not copied.</summary>
        /// <param name="model">A model that passed <see cref="ModelCheck"/>.</param>
        /// <param name="spareBytes">
        /// Bytes of a board's heap that may be taken. What is left of them when all that must be there has its share goes into weights
        /// and tables made only for speed (<see cref="DeviceLayer"/>), to the first layers first. The codes are the same.
        /// </param>
        public DeviceInference(IntegerModel model, int spareBytes)
        {
            Model = model;
            InputRowBytes = PackedCodes.RowBytes(model.Input.Width, model.Input.Bits);
            OutputRowBytes = (model.RecordedBitsPerRow() + 7) >> 3;
            CanCount = model.Input.Bits == 1 && model.Input.Width <= MaxCountingWidth;
            Layers = new DeviceLayer[model.Layers.Length];
            int widest = model.Input.Width;
            int mostNeurons = 1;
            for (int l = 0; l < Layers.Length; l++)
            {
                int neurons = model.Layers[l].Output.Width;
                mostNeurons = Larger(mostNeurons, neurons);
                spareBytes -= BoardHeap.ArrayBytes(neurons, 4);
            }

            widest = Larger(widest, mostNeurons);
            spareBytes -= BoardHeap.ArrayBytes(widest, 1) + BoardHeap.ArrayBytes(mostNeurons, 4) + BoardHeap.ArrayBytes(widest, 1);
            int mostPlaneWords = 0;
            for (int l = 0; l < Layers.Length; l++)
            {
                DeviceLayer layer = new DeviceLayer(model.Layers[l], spareBytes);
                spareBytes -= BoardHeap.PreparedLayerBytes(layer, model.Layers[l]);
                Layers[l] = layer;
                if (layer.Kernel == DeviceKernel.BitPlane && layer.InputBits > 1)
                {
                    mostPlaneWords = Larger(mostPlaneWords, layer.InputBits * layer.Words);
                }
            }

            planes = new ulong[mostPlaneWords];
            bits = new ulong[DenseLayer.WordsPerRow(widest)];
            codes = new byte[widest + LaneMultiplyKernel.Margin];
            probabilities = new byte[model.Logits.Width];
            z = new int[mostNeurons + LaneMultiplyKernel.Margin];
        }

        /// <summary>Computes one row from packed input codes.</summary>
        /// <param name="input">Packed input row, <see cref="InputRowBytes"/> from inputOffset.</param>
        /// <param name="inputOffset">First byte of the input row.</param>
        /// <param name="output">Receives the packed codes, <see cref="OutputRowBytes"/> from outputOffset.</param>
        /// <param name="outputOffset">First byte of the output row.</param>
        public void Run(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            LoadRow(input, inputOffset);
            ComputeFrom(0, output, outputOffset << 3);
        }

        /// <summary>Computes one row of counting inputs; <see cref="CanCount"/> must hold.</summary>
        /// <param name="row">Row number: input i is bit width - 1 - i of it.</param>
        /// <param name="output">Receives the packed codes, <see cref="OutputRowBytes"/> from outputOffset.</param>
        /// <param name="outputOffset">First byte of the output row.</param>
        public void RunCounting(uint row, byte[] output, int outputOffset)
        {
            PackedCodes.ReadCounting(row, Model.Input.Width, bits);
            ComputeFrom(0, output, outputOffset << 3);
        }

        /// <summary>Computes the rest of a row whose first layers are there.</summary>
        /// <param name="layer">First layer computed; the number of layers where only the softmax is left.</param>
        /// <param name="input">Packed one-bit codes that enter it (or the softmax).</param>
        /// <param name="inputOffset">First byte of them.</param>
        /// <param name="output">Receives the codes of that layer and all behind it.</param>
        /// <param name="bit">First bit written, as for <see cref="PackedCodes.AppendCodes"/>.</param>
        public void RunFrom(int layer, byte[] input, int inputOffset, byte[] output, int bit)
        {
            int width = layer < Layers.Length ? Layers[layer].Inputs : Model.Logits.Width;
            PackedCodes.ReadBits(input, inputOffset, width, bits);
            ComputeFrom(layer, output, bit);
        }

        /// <summary>Computes one row from packed input codes as far as one layer's accumulators.</summary>
        /// <param name="input">Packed input row, <see cref="InputRowBytes"/> from inputOffset.</param>
        /// <param name="inputOffset">First byte of the input row.</param>
        /// <param name="layer">Dense layer, from 0.</param>
        /// <returns>
        /// The accumulators, first Neurons entries valid. This is the instance's own array: it holds them until the next row is computed.
        /// </returns>
        public int[] Accumulate(byte[] input, int inputOffset, int layer)
        {
            LoadRow(input, inputOffset);
            return AccumulateLayer(layer);
        }

        /// <summary>As <see cref="Accumulate"/>, for one row of counting inputs.</summary>
        public int[] AccumulateCounting(uint row, int layer)
        {
            PackedCodes.ReadCounting(row, Model.Input.Width, bits);
            return AccumulateLayer(layer);
        }

        /// <summary>
        /// Bytes of a board's heap that this instance and its model hold, in the runtime's blocks (<see cref="BoardHeap"/>); the content
        /// bytes the model was read from are not among them.
        /// </summary>
        public int HeapBytes()
        {
            int bytes = BoardHeap.ObjectBytes(10)
                + BoardHeap.ReferencesBytes(Layers.Length)
                + BoardHeap.ArrayBytes(planes.Length, 8)
                + BoardHeap.ArrayBytes(bits.Length, 8)
                + BoardHeap.ArrayBytes(codes.Length, 1)
                + BoardHeap.ArrayBytes(probabilities.Length, 1)
                + BoardHeap.ArrayBytes(z.Length, 4)
                + BoardHeap.ModelBytes(Model);
            for (int l = 0; l < Layers.Length; l++)
            {
                bytes += BoardHeap.PreparedLayerBytes(Layers[l], Model.Layers[l]);
            }

            return bytes;
        }

        private void LoadRow(byte[] input, int offset)
        {
            TensorFormat format = Model.Input;
            if (format.Bits == 1)
            {
                PackedCodes.ReadBits(input, offset, format.Width, bits);
            }
            else
            {
                PackedCodes.ReadCodes(input, offset, format.Width, format.Bits, codes);
            }
        }

        private void ComputeFrom(int first, byte[] output, int bit)
        {
            int last = Layers.Length - 1;
            for (int l = first; l <= last; l++)
            {
                DeviceLayer layer = Layers[l];
                ComputeAccumulators(layer);
                ComputeCodes(layer);
                bit = layer.OutputBits == 1
                    ? PackedCodes.AppendBits(bits, layer.Neurons, output, bit)
                    : PackedCodes.AppendCodes(codes, layer.Neurons, layer.OutputBits, output, bit);
            }

            int classes = Layers[last].Neurons;
            if (Layers[last].OutputBits == 1)
            {
                PackedCodes.BitsToCodes(bits, classes, codes);
            }

            SoftmaxCodes.Compute(codes, 0, classes, Model.SoftmaxTable, Model.ProbabilityBits, probabilities, 0);
            PackedCodes.AppendCodes(probabilities, classes, Model.ProbabilityBits, output, bit);
        }

        private int[] AccumulateLayer(int layer)
        {
            for (int l = 0; l < layer; l++)
            {
                ComputeAccumulators(Layers[l]);
                ComputeCodes(Layers[l]);
            }

            ComputeAccumulators(Layers[layer]);
            return z;
        }

        // Codes of one bit come and go as words in `bits`, wider ones as bytes in `codes`.
        private void ComputeAccumulators(DeviceLayer layer)
        {
            switch (layer.Kernel)
            {
                case DeviceKernel.XorPopcount:
                    XorPopcountKernel.Accumulate(bits, 0, layer.Words, layer.BinaryWeights, layer.Biases, 2, z);
                    break;
                case DeviceKernel.BitPlane:
                    ulong[] inputs = bits;
                    if (layer.InputBits > 1)
                    {
                        PackedCodes.CodesToPlanes(codes, layer.Inputs, layer.InputBits, layer.Words, planes);
                        inputs = planes;
                    }

                    int[] start = layer.Biases;
                    for (int plane = 0; plane < layer.InputBits; plane++)
                    {
                        XorPopcountKernel.Accumulate(
                            inputs, plane * layer.Words, layer.Words, layer.BinaryWeights, start, 1 << plane, z);
                        start = z;
                    }

                    break;
                case DeviceKernel.LaneMultiply:
                    if (layer.InputBits == 1)
                    {
                        PackedCodes.BitsToCodes(bits, layer.Inputs, codes);
                    }

                    LaneMultiplyKernel.Accumulate(codes, layer.Lanes, z);
                    break;
                default:
                    if (layer.InputBits == 1)
                    {
                        PackedCodes.BitsToCodes(bits, layer.Inputs, codes);
                    }

                    MultiplyAccumulateKernel.Accumulate(codes, layer.Inputs, layer.Weights, layer.Biases, layer.Shift, z);
                    break;
            }
        }

        private void ComputeCodes(DeviceLayer layer)
        {
            if (layer.OutputBits == 1)
            {
                ThresholdKernel.ToBits(z, layer.Neurons, layer.Thresholds, bits);
            }
            else if (layer.Index != null)
            {
                ThresholdKernel.ToCodesByIndex(z, layer.Neurons, layer.Thresholds[0], layer.Index, codes);
            }
            else
            {
                ThresholdKernel.ToCodes(z, layer.Neurons, layer.Thresholds, codes);
            }
        }

        private static int Larger(int a, int b)
        {
            return a > b ? a : b;
        }
    }
}
