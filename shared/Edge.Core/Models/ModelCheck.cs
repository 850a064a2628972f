namespace Edge.Core.Models
{
    /// <summary>
    /// The trust boundary of inference: a model that passed here can be run blindly, since every width, table and code range agrees and no
    /// accumulator can leave int32.
    /// </summary>
    public static class ModelCheck
    {
        /// <summary>Returns when the model is sound.</summary>
        /// <exception cref="ModelFormatException">Something is out of range; the message names layer and value.</exception>
        public static void Require(IntegerModel model)
        {
            if (model.Layers.Length < 1 || model.Layers.Length > ModelLimits.MaxLayers)
            {
                Refuse("a model has 1 to " + ModelLimits.MaxLayers + " dense layers, this one " + model.Layers.Length);
            }

            RequireFormat("input", model.Input);
            TensorFormat input = model.Input;
            long size = 0;
            for (int i = 0; i < model.Layers.Length; i++)
            {
                RequireLayer("layer " + (i + 1), model.Layers[i], input);
                input = model.Layers[i].Output;
                size += ModelContent.LayerSize(model.Layers[i]);
                if (size > ModelLimits.MaxContentBytes)
                {
                    Refuse("layer " + (i + 1) + ": up to here the model takes " + size + " bytes, more than " + ModelLimits.MaxContentBytes);
                }
            }

            RequireSoftmax(model);
        }

        /// <summary>Returns when a tensor's width, bits, top code and map agree with each other and with the limits.</summary>
        /// <exception cref="ModelFormatException">One of them is out of range.</exception>
        public static void RequireFormat(string where, TensorFormat format)
        {
            if (format.Width < 1 || format.Width > ModelLimits.MaxWidth)
            {
                Refuse(where + ": width " + format.Width + " is not within 1.." + ModelLimits.MaxWidth);
            }

            if (format.Bits < 1 || format.Bits > ModelLimits.MaxBits)
            {
                Refuse(where + ": " + format.Bits + " bits per code are not within 1.." + ModelLimits.MaxBits);
            }

            if (format.TopCode < 1 || format.TopCode > (1 << format.Bits) - 1)
            {
                Refuse(where + ": largest code " + format.TopCode + " does not fit " + format.Bits + " bits");
            }

            if (format.Map != TensorMap.Affine && !(format.Map == TensorMap.Bipolar && format.Bits == 1))
            {
                Refuse(where + ": map " + format.Map + " is neither affine nor, with one bit, bipolar");
            }
        }

        private static void RequireLayer(string where, DenseLayer layer, TensorFormat input)
        {
            if (layer.Input != input)
            {
                Refuse(where + ": its input is not the output before it");
            }

            RequireFormat(where, layer.Output);
            if (layer.WeightBits < 1 || layer.WeightBits > ModelLimits.MaxBits)
            {
                Refuse(where + ": " + layer.WeightBits + " bits per weight are not within 1.." + ModelLimits.MaxBits);
            }

            if (layer.WeightBits == 1)
            {
                RequireBinaryWeights(where, layer);
            }
            else
            {
                RequireWeights(where, layer);
            }

            RequireBiases(where, layer);
            RequireThresholds(where, layer);
        }

        private static void RequireBinaryWeights(string where, DenseLayer layer)
        {
            if (layer.Weights != null || layer.BinaryWeights == null || layer.BinaryWeights.Length != layer.Output.Width)
            {
                Refuse(where + ": binary weights are missing or not one row per neuron");
            }

            int words = DenseLayer.WordsPerRow(layer.Input.Width);
            int tail = layer.Input.Width & 63;
            ulong padding = tail == 0 ? 0UL : ~((1UL << tail) - 1UL);
            for (int n = 0; n < layer.BinaryWeights.Length; n++)
            {
                ulong[] row = layer.BinaryWeights[n];
                if (row.Length != words || (row[words - 1] & padding) != 0UL)
                {
                    Refuse(where + ": neuron " + n + " has a wrong number of weights or padding bits that are not 0");
                }
            }
        }

        private static void RequireWeights(string where, DenseLayer layer)
        {
            if (layer.BinaryWeights != null || layer.Weights == null || layer.Weights.Length != layer.Output.Width)
            {
                Refuse(where + ": weights are missing or not one row per neuron");
            }

            int most = (1 << (layer.WeightBits - 1)) - 1;
            for (int n = 0; n < layer.Weights.Length; n++)
            {
                sbyte[] row = layer.Weights[n];
                if (row.Length != layer.Input.Width)
                {
                    Refuse(where + ": neuron " + n + " has " + row.Length + " weights for " + layer.Input.Width + " inputs");
                }

                for (int i = 0; i < row.Length; i++)
                {
                    if (row[i] > most || row[i] < -most)
                    {
                        Refuse(where + ": weight " + row[i] + " of neuron " + n + ", input " + i + " is not within +-" + most);
                    }
                }
            }
        }

        private static void RequireBiases(string where, DenseLayer layer)
        {
            if (layer.Biases.Length != layer.Output.Width)
            {
                Refuse(where + ": " + layer.Biases.Length + " biases for " + layer.Output.Width + " neurons");
            }

            for (int n = 0; n < layer.Biases.Length; n++)
            {
                if (layer.Biases[n] > ModelLimits.MaxBias || layer.Biases[n] < -ModelLimits.MaxBias)
                {
                    Refuse(where + ": bias " + layer.Biases[n] + " of neuron " + n + " is not within +-" + ModelLimits.MaxBias);
                }
            }
        }

        private static void RequireThresholds(string where, DenseLayer layer)
        {
            if (layer.Thresholds.Length != (layer.PerNeuronThresholds ? layer.Output.Width : 1))
            {
                Refuse(where + ": " + layer.Thresholds.Length + " threshold tables, neither one nor one per neuron as declared");
            }

            for (int t = 0; t < layer.Thresholds.Length; t++)
            {
                int[] table = layer.Thresholds[t];
                if (table.Length != layer.Output.TopCode)
                {
                    Refuse(where + ": table " + t + " has " + table.Length + " thresholds for a largest code of " + layer.Output.TopCode);
                }

                for (int j = 1; j < table.Length; j++)
                {
                    if (table[j] < table[j - 1])
                    {
                        Refuse(where + ": table " + t + " falls at threshold " + j);
                    }
                }
            }
        }

        private static void RequireSoftmax(IntegerModel model)
        {
            if (model.ProbabilityBits < 1 || model.ProbabilityBits > ModelLimits.MaxBits)
            {
                Refuse("softmax: " + model.ProbabilityBits + " bits per code are not within 1.." + ModelLimits.MaxBits);
            }

            ushort[] table = model.SoftmaxTable;
            if (table.Length != model.Logits.TopCode + 1)
            {
                Refuse("softmax: " + table.Length + " entries for a largest logit code of " + model.Logits.TopCode);
            }

            if (table[0] != ModelLimits.SoftmaxOne)
            {
                Refuse("softmax: entry 0 is " + table[0] + ", not " + ModelLimits.SoftmaxOne);
            }

            for (int d = 1; d < table.Length; d++)
            {
                if (table[d] > table[d - 1])
                {
                    Refuse("softmax: the table rises at entry " + d);
                }
            }
        }

        private static void Refuse(string message)
        {
            throw new ModelFormatException(message);
        }
    }
}
