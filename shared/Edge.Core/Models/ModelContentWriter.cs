namespace Edge.Core.Models
{
    /// <summary>Writes a model's content bytes.</summary>
    public sealed class ModelContentWriter
    {
        private readonly byte[] bytes;
        private int position;

        private ModelContentWriter(int size)
        {
            bytes = new byte[size];
        }

        /// <summary>The content of a model, <see cref="ModelContent.Size"/> bytes.</summary>
        /// <exception cref="ModelFormatException">The model is not sound; nothing unsound is ever written.</exception>
        public static byte[] Write(IntegerModel model)
        {
            ModelCheck.Require(model);
            ModelContentWriter writer = new ModelContentWriter(ModelContent.Size(model));
            writer.WriteModel(model);
            return writer.bytes;
        }

        private void WriteModel(IntegerModel model)
        {
            WriteByte(ModelContent.Version);
            WriteByte(model.Layers.Length);
            WriteUInt16(model.Input.Width);
            WriteByte(model.Input.Bits);
            WriteByte(model.Input.TopCode);
            WriteByte(model.Input.Map);
            WriteByte(model.ProbabilityBits);
            for (int i = 0; i < model.Layers.Length; i++)
            {
                WriteLayer(model.Layers[i]);
            }

            for (int d = 0; d < model.SoftmaxTable.Length; d++)
            {
                WriteUInt16(model.SoftmaxTable[d]);
            }
        }

        private void WriteLayer(DenseLayer layer)
        {
            WriteUInt16(layer.Output.Width);
            WriteByte(layer.WeightBits);
            WriteByte(layer.Output.Bits);
            WriteByte(layer.Output.TopCode);
            WriteByte(layer.Output.Map);
            WriteByte(layer.PerNeuronThresholds ? 1 : 0);
            WriteByte(0);
            WriteInt32s(layer.Biases);
            for (int t = 0; t < layer.Thresholds.Length; t++)
            {
                WriteInt32s(layer.Thresholds[t]);
            }

            for (int n = 0; n < layer.Output.Width; n++)
            {
                if (layer.WeightBits == 1)
                {
                    WriteWords(layer.BinaryWeights[n]);
                }
                else
                {
                    WriteWeights(layer.Weights[n], layer.WeightBits);
                }
            }
        }

        private void WriteWords(ulong[] words)
        {
            for (int w = 0; w < words.Length; w++)
            {
                WriteInt32((int)(uint)words[w]);
                WriteInt32((int)(uint)(words[w] >> 32));
            }
        }

        private void WriteWeights(sbyte[] row, int weightBits)
        {
            int mask = (1 << weightBits) - 1;
            int pending = 0;
            int pendingBits = 0;
            for (int i = 0; i < row.Length; i++)
            {
                pending |= (row[i] & mask) << pendingBits;
                pendingBits += weightBits;
                if (pendingBits >= 8)
                {
                    WriteByte(pending & 255);
                    pending >>= 8;
                    pendingBits -= 8;
                }
            }

            if (pendingBits > 0)
            {
                WriteByte(pending);
            }
        }

        private void WriteInt32s(int[] values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                WriteInt32(values[i]);
            }
        }

        private void WriteInt32(int value)
        {
            WriteUInt16(value & 0xFFFF);
            WriteUInt16((value >> 16) & 0xFFFF);
        }

        private void WriteUInt16(int value)
        {
            WriteByte(value & 255);
            WriteByte((value >> 8) & 255);
        }

        private void WriteByte(int value)
        {
            bytes[position] = (byte)value;
            position++;
        }
    }
}
