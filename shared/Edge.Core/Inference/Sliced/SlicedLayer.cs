using Edge.Core.Models;

namespace Edge.Core.Inference.Sliced
{
    /// <summary>
    /// A layer of one-bit weights on one-bit codes, written out as a program for <see cref="SlicedKernel"/>. A neuron fires where at least
    /// <see cref="Need"/> of its inputs match their weights. Weights are known, so each is the index of an input's plane or of its
    /// complement (xnor costs nothing), and the threshold is a start value of the counter that makes its highest plane the answer.
    /// </summary>
    public sealed class SlicedLayer
    {
        /// <summary>Most inputs of a layer that is sliced: counters end at 256.</summary>
        public const int MostInputs = 255;

        /// <summary>Most inputs that four counting planes hold.</summary>
        private const int MostNarrowInputs = 15;

        private const int Fields = 5;

        /// <summary>For each neuron: the start value of the counter, then <see cref="Terms"/> plane indices.</summary>
        public readonly short[] Program;

        /// <summary>Number of neurons.</summary>
        public readonly int Neurons;

        /// <summary>Planes counted per neuron: the inputs, filled up with planes of zeros.</summary>
        public readonly int Terms;

        /// <summary>The number at which a neuron fires when the counter has begun at its start value: 8, 16 or 256.</summary>
        public readonly int Top;

        /// <summary>Index of the first plane written; each neuron's plane is followed by its complement.</summary>
        public readonly int Target;

        /// <summary>Writes out a layer.</summary>
        /// <param name="layer">A layer that <see cref="Fits"/>.</param>
        /// <param name="source">Index of input 0's plane; planes and complements alternate.</param>
        /// <param name="target">Index of the first plane written.</param>
        /// <param name="zero">Index of a plane of zeros.</param>
        public SlicedLayer(DenseLayer layer, int source, int target, int zero)
        {
            int inputs = layer.Input.Width;
            Neurons = layer.Output.Width;
            Terms = TermsOf(inputs);
            Target = target;
            Top = TopOf(layer);
            Program = new short[Neurons * (1 + Terms)];
            int at = 0;
            for (int n = 0; n < Neurons; n++)
            {
                Program[at] = (short)(Top - Need(layer, n));
                at++;
                ulong[] weights = layer.BinaryWeights[n];
                for (int i = 0; i < Terms; i++)
                {
                    int plane = zero;
                    if (i < inputs)
                    {
                        plane = source + (i << 1) + 1 - ((int)(weights[i >> 6] >> (i & 63)) & 1);
                    }

                    Program[at] = (short)plane;
                    at++;
                }
            }
        }

        /// <summary>True where a layer's weights, inputs and outputs have one bit and its inputs are at most <see cref="MostInputs"/>.</summary>
        public static bool Fits(DenseLayer layer)
        {
            return layer.WeightBits == 1 && layer.Input.Bits == 1 && layer.Output.Bits == 1 && layer.Input.Width <= MostInputs;
        }

        /// <summary>Bytes of a board's heap.</summary>
        public static int HeapBytes(int neurons, int inputs)
        {
            return BoardHeap.ObjectBytes(Fields) + BoardHeap.ArrayBytes(neurons * (1 + TermsOf(inputs)), 2);
        }

        /// <summary>Planes counted per neuron of a layer with that many inputs.</summary>
        public static int TermsOf(int inputs)
        {
            return inputs <= MostNarrowInputs ? (inputs + 1) & ~1 : (inputs + 7) & ~7;
        }

        /// <summary>
        /// Least number of matches at which a neuron fires, 0 (always) .. inputs + 1 (never). With m matches of K inputs z is
        /// b + 2m - K on bipolar inputs, and b + m - (weights that are -1) on affine ones.
        /// </summary>
        public static int Need(DenseLayer layer, int neuron)
        {
            int inputs = layer.Input.Width;
            long need = (long)layer.ThresholdsOf(neuron)[0] - layer.Biases[neuron];
            if (layer.Input.Map == TensorMap.Bipolar)
            {
                need = (need + inputs + 1) >> 1;
            }
            else
            {
                need += inputs - PackedCodes.CountOnes(layer.BinaryWeights[neuron], layer.BinaryWeights[neuron].Length);
            }

            if (need < 0)
            {
                return 0;
            }

            return need > inputs ? inputs + 1 : (int)need;
        }

        private static int TopOf(DenseLayer layer)
        {
            int inputs = layer.Input.Width;
            if (inputs > MostNarrowInputs)
            {
                return 256;
            }

            for (int n = 0; n < layer.Output.Width; n++)
            {
                int need = Need(layer, n);
                if (need > 8 || inputs - need > 7)
                {
                    return 16;
                }
            }

            return 8;
        }
    }
}
