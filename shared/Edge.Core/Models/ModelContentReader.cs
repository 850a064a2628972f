namespace Edge.Core.Models
{
    /// <summary>Reads a model's content bytes. No length is used before it is known to be there, so torn bytes cost no memory.</summary>
    public sealed class ModelContentReader
    {
        private readonly byte[][] pieces;
        private readonly int length;
        private byte[] current;
        private int piece;
        private int at;
        private int position;

        private ModelContentReader(byte[][] pieces, byte[] first, int offset, int length)
        {
            this.pieces = pieces;
            this.length = length;
            current = first;
            at = offset;
        }

        /// <summary>Reads the model in bytes [offset, offset + length), all of them.</summary>
        /// <exception cref="ModelFormatException">The bytes are no sound model; the message names the byte or the layer.</exception>
        public static IntegerModel Read(byte[] bytes, int offset, int length)
        {
            return Checked(new ModelContentReader(null, bytes, offset, length));
        }

        /// <summary>
        /// Reads the model in pieces of <see cref="ModelContent.PieceBytes"/>, the last one shorter. A piece's place is set to null when the
        /// next one is begun: on a board its memory is then there for the model.
        /// </summary>
        /// <exception cref="ModelFormatException">The bytes are no sound model; the message names the byte or the layer.</exception>
        public static IntegerModel Read(byte[][] pieces, int length)
        {
            return Checked(new ModelContentReader(pieces, pieces[0], 0, length));
        }

        private static IntegerModel Checked(ModelContentReader reader)
        {
            IntegerModel model = reader.ReadModel();
            ModelCheck.Require(model);
            return model;
        }

        private IntegerModel ReadModel()
        {
            Need(ModelContent.HeaderBytes, "the header");
            int version = ReadByte();
            if (version != ModelContent.Version)
            {
                throw new ModelFormatException("content version " + version + " is unknown, this reader knows " + ModelContent.Version);
            }

            int layerCount = ReadByte();
            if (layerCount < 1 || layerCount > ModelLimits.MaxLayers)
            {
                throw new ModelFormatException("a model has 1 to " + ModelLimits.MaxLayers + " dense layers, not " + layerCount);
            }

            int inputs = ReadUInt16();
            int inputBits = ReadByte();
            int inputTopCode = ReadByte();
            byte inputMap = ReadByte();
            int probabilityBits = ReadByte();
            TensorFormat input = new TensorFormat(inputs, inputBits, inputTopCode, inputMap);
            ModelCheck.RequireFormat("input", input);
            DenseLayer[] layers = new DenseLayer[layerCount];
            TensorFormat before = input;
            for (int i = 0; i < layerCount; i++)
            {
                layers[i] = ReadLayer("layer " + (i + 1), before);
                before = layers[i].Output;
            }

            int entries = before.TopCode + 1;
            Need(2 * entries, "the softmax table");
            ushort[] softmaxTable = new ushort[entries];
            for (int d = 0; d < entries; d++)
            {
                softmaxTable[d] = (ushort)ReadUInt16();
            }

            if (position != length)
            {
                throw new ModelFormatException((length - position) + " bytes follow the end of the model at byte " + position);
            }

            return new IntegerModel(input, layers, softmaxTable, probabilityBits);
        }

        private DenseLayer ReadLayer(string where, TensorFormat input)
        {
            Need(ModelContent.LayerHeaderBytes, where);
            int outputs = ReadUInt16();
            int weightBits = ReadByte();
            int outputBits = ReadByte();
            int topCode = ReadByte();
            byte map = ReadByte();
            int flags = ReadByte();
            int reserved = ReadByte();
            if (flags > 1 || reserved != 0)
            {
                throw new ModelFormatException(where + ": flags " + flags + " and " + reserved + " are unknown");
            }

            TensorFormat output = new TensorFormat(outputs, outputBits, topCode, map);
            ModelCheck.RequireFormat(where, output);
            if (weightBits < 1 || weightBits > ModelLimits.MaxBits)
            {
                throw new ModelFormatException(where + ": " + weightBits + " bits per weight are not within 1.." + ModelLimits.MaxBits);
            }

            bool perNeuron = flags == 1;
            int tables = perNeuron ? outputs : 1;
            int rowBytes = ModelContent.WeightRowBytes(input.Width, weightBits);
            Need(4 * outputs + 4 * tables * topCode + outputs * rowBytes, where);
            int[] biases = ReadInt32s(outputs);
            int[][] thresholds = new int[tables][];
            for (int t = 0; t < tables; t++)
            {
                thresholds[t] = ReadInt32s(topCode);
            }

            ulong[][] binaryWeights = weightBits == 1 ? new ulong[outputs][] : null;
            sbyte[][] weights = weightBits == 1 ? null : new sbyte[outputs][];
            for (int n = 0; n < outputs; n++)
            {
                if (weightBits == 1)
                {
                    binaryWeights[n] = ReadWords(rowBytes >> 3);
                }
                else
                {
                    weights[n] = ReadWeights(where, n, input.Width, weightBits);
                }
            }

            return new DenseLayer(input, output, weightBits, binaryWeights, weights, biases, perNeuron, thresholds);
        }

        private ulong[] ReadWords(int count)
        {
            ulong[] words = new ulong[count];
            for (int w = 0; w < count; w++)
            {
                ulong low = (uint)ReadInt32();
                ulong high = (uint)ReadInt32();
                words[w] = low | (high << 32);
            }

            return words;
        }

        private sbyte[] ReadWeights(string where, int neuron, int inputs, int weightBits)
        {
            sbyte[] row = new sbyte[inputs];
            int mask = (1 << weightBits) - 1;
            int signBit = 1 << (weightBits - 1);
            int pending = 0;
            int pendingBits = 0;
            for (int i = 0; i < inputs; i++)
            {
                if (pendingBits < weightBits)
                {
                    pending |= ReadByte() << pendingBits;
                    pendingBits += 8;
                }

                int code = pending & mask;
                row[i] = (sbyte)((code ^ signBit) - signBit);
                pending >>= weightBits;
                pendingBits -= weightBits;
            }

            if (pending != 0)
            {
                throw new ModelFormatException(where + ": padding bits of neuron " + neuron + " are not 0");
            }

            return row;
        }

        private int[] ReadInt32s(int count)
        {
            int[] values = new int[count];
            for (int i = 0; i < count; i++)
            {
                values[i] = ReadInt32();
            }

            return values;
        }

        private int ReadInt32()
        {
            int low = ReadUInt16();
            return low | (ReadUInt16() << 16);
        }

        private int ReadUInt16()
        {
            int low = ReadByte();
            return low | (ReadByte() << 8);
        }

        private byte ReadByte()
        {
            if (at == current.Length)
            {
                pieces[piece] = null;
                piece++;
                current = pieces[piece];
                at = 0;
            }

            byte value = current[at];
            at++;
            position++;
            return value;
        }

        private void Need(int count, string what)
        {
            if (count > length - position)
            {
                throw new ModelFormatException(
                    "the model ends at byte " + length + ", " + what + " from byte " + position + " needs " + count + " bytes");
            }
        }
    }
}
