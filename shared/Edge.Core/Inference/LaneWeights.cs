using Edge.Core.Models;

namespace Edge.Core.Inference
{
    /// <summary>
    /// A layer's weights, several neurons to a long: neuron j of a group stands at bit j * LaneBits, and the long is the sum of its
    /// weights times 2^(j * LaneBits). A sum of such longs times codes then holds one sum per lane, exact as long as every one of them
    /// fits its lane.
    /// </summary>
    /// <remarks>
    /// They fit because sums run over one block of inputs only: of 32 products, each at most W = (largest |weight|, twice that on bipolar
    /// inputs) times C = 2^bits - 1, so that |sum| is at most 32 W C. The most lanes L are taken (3..8) whose width B = 64 / L holds
    /// that, 32 W C below 2^(B - 1); 2^(B - 1) is added to each lane, so that it is never negative and borrows nothing from the next. At
    /// the limits, W = 127 and C = 255, the sum is 1,036,320, below 2^20: three lanes of 21 bits always do. The lanes are added up in
    /// int32, where all partial sums wrap around to the right end: the accumulator itself fits.
    /// </remarks>
    public sealed class LaneWeights
    {
        /// <summary>Inputs of a block; the last one may have fewer.</summary>
        public const int BlockInputs = 32;

        /// <summary>A last block of up to so many inputs is shorter: its rows are padded to a multiple of 4, others to 32.</summary>
        public const int ShortBlockInputs = 16;

        private const int MostLanes = 8;
        private const int FewestLanes = 3;

        /// <summary>Neurons to a long, 3..8.</summary>
        public readonly int Lanes;

        /// <summary>Bits of a lane, 8..21.</summary>
        public readonly int LaneBits;

        /// <summary>LaneBits ones.</summary>
        public readonly int Mask;

        /// <summary>Half of each lane's range in each lane: what a sum starts with.</summary>
        public readonly long Offset;

        /// <summary>Weights, [blocks][groups][inputs of the block], padded with 0; times 2 on bipolar inputs.</summary>
        public readonly long[][][] Blocks;

        /// <summary>Biases less what the offsets add, [groups * Lanes].</summary>
        public readonly int[] Start;

        /// <summary>Packs a layer.</summary>
        /// <param name="layer">A layer of a checked model.</param>
        /// <param name="biases">Its biases, on bipolar inputs with the sum of the neuron's weights subtracted, [neurons].</param>
        public LaneWeights(DenseLayer layer, int[] biases)
        {
            Lanes = LanesOf(layer);
            LaneBits = 64 / Lanes;
            Mask = (1 << LaneBits) - 1;
            for (int lane = 0; lane < Lanes; lane++)
            {
                Offset += 1L << (lane * LaneBits + LaneBits - 1);
            }

            int inputs = layer.Input.Width;
            int groups = Groups(layer.Output.Width, Lanes);
            Blocks = new long[BlockCount(inputs)][][];
            Start = new int[groups * Lanes];
            int offsets = Blocks.Length << (LaneBits - 1);
            for (int n = 0; n < biases.Length; n++)
            {
                Start[n] = biases[n] - offsets;
            }

            for (int b = 0; b < Blocks.Length; b++)
            {
                int first = b * BlockInputs;
                long[][] rows = new long[groups][];
                for (int g = 0; g < groups; g++)
                {
                    rows[g] = Row(layer, g * Lanes, first, PaddedInputs(inputs - first));
                }

                Blocks[b] = rows;
            }
        }

        /// <summary>Neurons that go into a long, 3..8: as many as the layer's weights and codes allow.</summary>
        public static int LanesOf(DenseLayer layer)
        {
            int largest = LargestProduct(layer) * BlockInputs;
            int lanes = MostLanes;
            while (lanes > FewestLanes && largest >= 1 << (64 / lanes - 1))
            {
                lanes--;
            }

            return lanes;
        }

        /// <summary>Bytes of a board's heap that a packed layer takes.</summary>
        public static int HeapBytes(int inputs, int neurons, int lanes)
        {
            int groups = Groups(neurons, lanes);
            int blocks = BlockCount(inputs);
            int lastInputs = PaddedInputs(inputs - (blocks - 1) * BlockInputs);
            return BoardHeap.ObjectBytes(6)
                + BoardHeap.ReferencesBytes(blocks)
                + blocks * BoardHeap.ReferencesBytes(groups)
                + (blocks - 1) * groups * BoardHeap.ArrayBytes(BlockInputs, 8)
                + groups * BoardHeap.ArrayBytes(lastInputs, 8)
                + BoardHeap.ArrayBytes(groups * lanes, 4);
        }

        private static int Groups(int neurons, int lanes)
        {
            return (neurons + lanes - 1) / lanes;
        }

        private static int BlockCount(int inputs)
        {
            return (inputs + BlockInputs - 1) / BlockInputs;
        }

        private static int PaddedInputs(int left)
        {
            return left > ShortBlockInputs ? BlockInputs : (left + 3) & ~3;
        }

        private static int LargestProduct(DenseLayer layer)
        {
            int largest = 1;
            if (layer.WeightBits > 1)
            {
                for (int n = 0; n < layer.Weights.Length; n++)
                {
                    sbyte[] row = layer.Weights[n];
                    for (int i = 0; i < row.Length; i++)
                    {
                        int weight = row[i];
                        if (weight < 0)
                        {
                            weight = -weight;
                        }

                        if (weight > largest)
                        {
                            largest = weight;
                        }
                    }
                }
            }

            return layer.Input.Map == TensorMap.Bipolar ? 2 * largest : largest * ((1 << layer.Input.Bits) - 1);
        }

        private long[] Row(DenseLayer layer, int firstNeuron, int firstInput, int length)
        {
            long[] row = new long[length];
            int factor = layer.Input.Map == TensorMap.Bipolar ? 2 : 1;
            for (int lane = 0; lane < Lanes && firstNeuron + lane < layer.Output.Width; lane++)
            {
                for (int i = 0; i < length && firstInput + i < layer.Input.Width; i++)
                {
                    row[i] += (long)(factor * layer.WeightAt(firstNeuron + lane, firstInput + i)) << (lane * LaneBits);
                }
            }

            return row;
        }
    }
}
