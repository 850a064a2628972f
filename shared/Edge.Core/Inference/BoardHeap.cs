using Edge.Core.Models;

namespace Edge.Core.Inference
{
    /// <summary>
    /// Bytes that objects take on the heap of a nanoFramework board: blocks of 12 bytes; an object takes one block and one for each
    /// field, an array one block and its elements, a reference in an array one block.
    /// </summary>
    public static class BoardHeap
    {
        /// <summary>Bytes of a heap block.</summary>
        public const int BlockBytes = 12;

        private const int TensorFormatFields = 4;
        private const int DenseLayerFields = 8;
        private const int DeviceLayerFields = 13;
        private const int IntegerModelFields = 4;

        /// <summary>Bytes of an object with so many instance fields.</summary>
        public static int ObjectBytes(int fields)
        {
            return (1 + fields) * BlockBytes;
        }

        /// <summary>Bytes of an array of numbers.</summary>
        public static int ArrayBytes(int length, int elementBytes)
        {
            return BlockBytes + (length * elementBytes + BlockBytes - 1) / BlockBytes * BlockBytes;
        }

        /// <summary>Bytes of an array of references, without what they refer to.</summary>
        public static int ReferencesBytes(int length)
        {
            return (1 + length) * BlockBytes;
        }

        /// <summary>Bytes of a model with all its arrays.</summary>
        public static int ModelBytes(IntegerModel model)
        {
            int bytes = ObjectBytes(IntegerModelFields)
                + ObjectBytes(TensorFormatFields)
                + ReferencesBytes(model.Layers.Length)
                + ArrayBytes(model.SoftmaxTable.Length, 2);
            for (int l = 0; l < model.Layers.Length; l++)
            {
                DenseLayer layer = model.Layers[l];
                int neurons = layer.Output.Width;
                bytes += ObjectBytes(DenseLayerFields) + ObjectBytes(TensorFormatFields) + ArrayBytes(neurons, 4);
                bytes += ReferencesBytes(layer.Thresholds.Length) + layer.Thresholds.Length * ArrayBytes(layer.Output.TopCode, 4);
                bytes += ReferencesBytes(neurons);
                bytes += neurons * (layer.WeightBits == 1
                    ? ArrayBytes(DenseLayer.WordsPerRow(layer.Input.Width), 8)
                    : ArrayBytes(layer.Input.Width, 1));
            }

            return bytes;
        }

        /// <summary>Bytes that making a layer ready adds to the model: what the prepared layer does not share with it.</summary>
        public static int PreparedLayerBytes(DeviceLayer prepared, DenseLayer layer)
        {
            int bytes = ObjectBytes(DeviceLayerFields);
            if (prepared.Biases != null && prepared.Biases != layer.Biases)
            {
                bytes += ArrayBytes(prepared.Neurons, 4);
            }

            if (prepared.Weights != null && prepared.Weights != layer.Weights)
            {
                bytes += DeviceLayer.SpreadBytes(prepared.Inputs, prepared.Neurons);
            }

            if (prepared.Lanes != null)
            {
                bytes += LaneWeights.HeapBytes(prepared.Inputs, prepared.Neurons, prepared.Lanes.Lanes);
            }

            if (prepared.Index != null)
            {
                bytes += ThresholdIndex.HeapBytes(prepared.Index.Codes.Length);
            }

            return bytes;
        }
    }
}
