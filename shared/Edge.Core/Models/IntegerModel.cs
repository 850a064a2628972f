namespace Edge.Core.Models
{
    /// <summary>
    /// A frozen network: everything that decides a code, and nothing else. Scales, zero points, names and epochs stand in the model
    /// file's description, since they change no code.
    /// </summary>
    public sealed class IntegerModel
    {
        /// <summary>Format of an input row.</summary>
        public readonly TensorFormat Input;

        /// <summary>The dense layers from input to output; the last one's codes are the logit codes.</summary>
        public readonly DenseLayer[] Layers;

        /// <summary>
        /// e[d] = floor(65535 exp(-d s) + 0.5) for d = 0..TopCode of the logits, s the scale of a logit code: the softmax in integers.
        /// </summary>
        public readonly ushort[] SoftmaxTable;

        /// <summary>Bits of a softmax (probability) code, 1..8; its codes run from 0 to 2^bits - 1.</summary>
        public readonly int ProbabilityBits;

        /// <summary>Puts a model together; <see cref="ModelCheck.Require"/> says whether it may be used.</summary>
        public IntegerModel(TensorFormat input, DenseLayer[] layers, ushort[] softmaxTable, int probabilityBits)
        {
            Input = input;
            Layers = layers;
            SoftmaxTable = softmaxTable;
            ProbabilityBits = probabilityBits;
        }

        /// <summary>Format of the logit codes: the output of the last dense layer.</summary>
        public TensorFormat Logits
        {
            get { return Layers[Layers.Length - 1].Output; }
        }

        /// <summary>Number of recorded layers: every dense layer's codes (the last are the logit codes) and the softmax codes.</summary>
        public int RecordedLayers
        {
            get { return Layers.Length + 1; }
        }

        /// <summary>Format of a recorded layer, 0 (nearest the input) .. RecordedLayers - 1 (softmax).</summary>
        public TensorFormat RecordedFormat(int layer)
        {
            if (layer < Layers.Length)
            {
                return Layers[layer].Output;
            }

            return new TensorFormat(Logits.Width, ProbabilityBits, (1 << ProbabilityBits) - 1, TensorMap.Affine);
        }

        /// <summary>Bits of one row of recorded codes: all recorded layers one after the other, without padding between them.</summary>
        public int RecordedBitsPerRow()
        {
            int bits = 0;
            for (int layer = 0; layer < RecordedLayers; layer++)
            {
                TensorFormat format = RecordedFormat(layer);
                bits += format.Width * format.Bits;
            }

            return bits;
        }
    }
}
