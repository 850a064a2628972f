using Edge.Core.Models;

namespace Edge.Core.Inference.Sliced
{
    /// <summary>
    /// Rough numbers of IL instructions, to choose between ways that all give the same codes. Counted in the compiled kernels; a choice does
    /// not need more than a quarter's accuracy.
    /// </summary>
    public static class InstructionEstimate
    {
        /// <summary>One byte of 64 rows from planes (<see cref="BitColumns.Store"/>).</summary>
        public const int Column = 1000;

        /// <summary>One row's entry copied from a table.</summary>
        public const int Entry = 24;

        private const int PerTerm = 25;
        private const int PerSlicedNeuron = 70;
        private const int PerWord = 28;
        private const int PerBinaryNeuron = 42;
        private const int PerProduct = 4;
        private const int PerNeuron = 60;
        private const int PerIndexedCode = 42;
        private const int PerBisection = 11;
        private const int PerLayer = 100;
        private const int PerClass = 60;

        /// <summary>One layer, 64 rows, sliced.</summary>
        public static int SlicedLayer(int neurons, int terms)
        {
            return neurons * (PerSlicedNeuron + terms * PerTerm);
        }

        /// <summary>One row from a layer to the softmax codes, row by row; no more than a billion.</summary>
        public static int RowFrom(IntegerModel model, int layer)
        {
            long sum = PerLayer + (long)model.Logits.Width * PerClass;
            for (int l = layer; l < model.Layers.Length; l++)
            {
                DenseLayer dense = model.Layers[l];
                int inputs = dense.Input.Width;
                long neuron = dense.WeightBits == 1 && dense.Input.Bits == 1
                    ? PerBinaryNeuron + DenseLayer.WordsPerRow(inputs) * PerWord
                    : PerNeuron + inputs * PerProduct;
                if (dense.Output.Bits > 1)
                {
                    neuron += dense.PerNeuronThresholds ? dense.Output.Bits * PerBisection : PerIndexedCode;
                }

                sum += PerLayer + dense.Output.Width * neuron;
            }

            return sum > 10000000L ? 10000000 : (int)sum;
        }
    }
}
