namespace Edge.Core.Models
{
    /// <summary>
    /// The bytes of an <see cref="IntegerModel"/>, little-endian, laid out in shared/README.md. They are what a device is sent, and what a
    /// model's identity is the hash of.
    /// </summary>
    public static class ModelContent
    {
        /// <summary>Version of the layout, the first byte.</summary>
        public const byte Version = 1;

        /// <summary>Bytes before the first layer.</summary>
        public const int HeaderBytes = 8;

        /// <summary>Bytes of a layer before its biases.</summary>
        public const int LayerHeaderBytes = 8;

        /// <summary>
        /// Bytes of the pieces that a device keeps content in until the model is read from them: 85 heap blocks of a board. Each is given
        /// up when it has been read, so that content and model are not both there whole.
        /// </summary>
        public const int PieceBytes = 1020;

        /// <summary>Pieces of content of that many bytes.</summary>
        public static int Pieces(int size)
        {
            return (size + PieceBytes - 1) / PieceBytes;
        }

        /// <summary>Bytes that one neuron's weights take: whole 64-bit words for binary weights, else codes packed and padded to a byte.</summary>
        public static int WeightRowBytes(int inputs, int weightBits)
        {
            return weightBits == 1 ? DenseLayer.WordsPerRow(inputs) * 8 : (inputs * weightBits + 7) >> 3;
        }

        /// <summary>Length of a model's content in bytes.</summary>
        public static int Size(IntegerModel model)
        {
            int size = HeaderBytes;
            for (int i = 0; i < model.Layers.Length; i++)
            {
                size += LayerSize(model.Layers[i]);
            }

            return size + 2 * model.SoftmaxTable.Length;
        }

        /// <summary>Bytes that one layer takes in the content.</summary>
        public static int LayerSize(DenseLayer layer)
        {
            return LayerHeaderBytes
                + 4 * layer.Output.Width
                + 4 * layer.Thresholds.Length * layer.Output.TopCode
                + layer.Output.Width * WeightRowBytes(layer.Input.Width, layer.WeightBits);
        }
    }
}
