using Edge.Core.Models;

namespace Edge.Core.Inference
{
    /// <summary>
    /// What a code is, word for word: one multiply-accumulate at a time, one threshold at a time. Every faster kernel must equal it bit
    /// for bit.
    /// </summary>
    public static class ReferenceInference
    {
        /// <summary>Computes all recorded layers of one row.</summary>
        /// <param name="model">A model that passed <see cref="ModelCheck"/>.</param>
        /// <param name="inputs">Input codes of the row, [model.Input.Width].</param>
        /// <param name="codes">Receives the codes of every recorded layer, [model.RecordedLayers][width of the layer].</param>
        /// <param name="accumulators">Receives z of every dense layer, [model.Layers.Length][neurons]; null where not wanted.</param>
        public static void Run(IntegerModel model, byte[] inputs, byte[][] codes, int[][] accumulators)
        {
            byte[] before = inputs;
            for (int l = 0; l < model.Layers.Length; l++)
            {
                DenseLayer layer = model.Layers[l];
                for (int n = 0; n < layer.Output.Width; n++)
                {
                    int z = Accumulate(layer, before, n);
                    if (accumulators != null)
                    {
                        accumulators[l][n] = z;
                    }

                    codes[l][n] = (byte)CountThresholds(layer.ThresholdsOf(n), z);
                }

                before = codes[l];
            }

            SoftmaxCodes.Compute(
                before, 0, model.Logits.Width, model.SoftmaxTable, model.ProbabilityBits, codes[model.Layers.Length], 0);
        }

        /// <summary>Arrays for the codes of one row, [model.RecordedLayers][width of the layer].</summary>
        public static byte[][] NewCodes(IntegerModel model)
        {
            byte[][] codes = new byte[model.RecordedLayers][];
            for (int l = 0; l < codes.Length; l++)
            {
                codes[l] = new byte[model.RecordedFormat(l).Width];
            }

            return codes;
        }

        /// <summary>Arrays for the accumulators of one row, [model.Layers.Length][neurons].</summary>
        public static int[][] NewAccumulators(IntegerModel model)
        {
            int[][] accumulators = new int[model.Layers.Length][];
            for (int l = 0; l < accumulators.Length; l++)
            {
                accumulators[l] = new int[model.Layers[l].Output.Width];
            }

            return accumulators;
        }

        /// <summary>z of one neuron: its bias and the sum of weight times input integer.</summary>
        public static int Accumulate(DenseLayer layer, byte[] inputs, int neuron)
        {
            int z = layer.Biases[neuron];
            for (int i = 0; i < layer.Input.Width; i++)
            {
                int x = layer.Input.Map == TensorMap.Bipolar ? 2 * inputs[i] - 1 : inputs[i];
                z += layer.WeightAt(neuron, i) * x;
            }

            return z;
        }

        /// <summary>Number of thresholds at most z: the code, 0..thresholds.Length.</summary>
        public static int CountThresholds(int[] thresholds, int z)
        {
            int code = 0;
            while (code < thresholds.Length && thresholds[code] <= z)
            {
                code++;
            }

            return code;
        }
    }
}
