using Edge.Core.Models;

namespace Edge.Core.Inference.Sliced
{
    /// <summary>
    /// The first layer on counting inputs, 64 consecutive rows from a multiple of 64. The low 6 bits of the row number run through the same
    /// values in every block, the others are the same for all its rows: so the planes "at least t of the low inputs match", t = 0..7,
    /// are made once per neuron, and a block picks one of them by the matches of its high bits.
    /// </summary>
    public sealed class CountingLayer
    {
        private const int LowBits = 6;
        private const int PlanesPerNeuron = LowBits + 2;

        private readonly ulong[] atLeast;
        private readonly uint[] highMismatch;
        private readonly int[] need;

        /// <summary>Makes the planes of a layer that <see cref="SlicedLayer.Fits"/>, at most 32 inputs wide.</summary>
        public CountingLayer(DenseLayer layer)
        {
            int inputs = layer.Input.Width;
            int neurons = layer.Output.Width;
            int low = inputs < LowBits ? inputs : LowBits;
            atLeast = new ulong[neurons * PlanesPerNeuron];
            highMismatch = new uint[neurons];
            need = new int[neurons];
            for (int n = 0; n < neurons; n++)
            {
                need[n] = SlicedLayer.Need(layer, n);
                ulong weights = layer.BinaryWeights[n][0];
                uint high = 0U;
                for (int bit = inputs - 1; bit >= LowBits; bit--)
                {
                    high = (high << 1) | (1U - (uint)(int)((weights >> (inputs - 1 - bit)) & 1UL));
                }

                highMismatch[n] = high;
                int first = n * PlanesPerNeuron;
                atLeast[first] = ulong.MaxValue;
                for (int bit = 0; bit < low; bit++)
                {
                    ulong matches = PlaneOfBit(bit, 0U);
                    if (((weights >> (inputs - 1 - bit)) & 1UL) == 0UL)
                    {
                        matches = ~matches;
                    }

                    for (int t = bit + 1; t > 0; t--)
                    {
                        atLeast[first + t] |= atLeast[first + t - 1] & matches;
                    }
                }
            }
        }

        /// <summary>Bit number bit of 64 consecutive row numbers, the first of them a multiple of 64.</summary>
        public static ulong PlaneOfBit(int bit, uint firstRow)
        {
            switch (bit)
            {
                case 0:
                    return 0xAAAAAAAAAAAAAAAAUL;
                case 1:
                    return 0xCCCCCCCCCCCCCCCCUL;
                case 2:
                    return 0xF0F0F0F0F0F0F0F0UL;
                case 3:
                    return 0xFF00FF00FF00FF00UL;
                case 4:
                    return 0xFFFF0000FFFF0000UL;
                case 5:
                    return 0xFFFFFFFF00000000UL;
                default:
                    return ((firstRow >> bit) & 1U) != 0U ? ulong.MaxValue : 0UL;
            }
        }

        /// <summary>Bytes of a board's heap.</summary>
        public static int HeapBytes(int neurons)
        {
            return BoardHeap.ObjectBytes(3)
                + BoardHeap.ArrayBytes(neurons * PlanesPerNeuron, 8)
                + BoardHeap.ArrayBytes(neurons, 4)
                + BoardHeap.ArrayBytes(neurons, 4);
        }

        /// <summary>Computes the neurons' planes and their complements.</summary>
        /// <param name="firstRow">Row of bit 0, a multiple of 64.</param>
        /// <param name="planes">Receives plane and complement by turns.</param>
        /// <param name="target">Index of the first plane.</param>
        public void Run(uint firstRow, ulong[] planes, int target)
        {
            ulong[] choices = atLeast;
            uint[] mismatch = highMismatch;
            int[] needs = need;
            uint block = firstRow >> LowBits;
            int first = 0;
            for (int n = 0; n < needs.Length; n++)
            {
                uint matches = block ^ mismatch[n];
                matches -= (matches >> 1) & 0x55555555U;
                matches = (matches & 0x33333333U) + ((matches >> 2) & 0x33333333U);
                matches = (matches + (matches >> 4)) & 0x0F0F0F0FU;
                int missing = needs[n] - (int)((matches * 0x01010101U) >> 24);
                ulong plane = choices[first + (missing < 0 ? 0 : missing > LowBits ? LowBits + 1 : missing)];
                planes[target] = plane;
                planes[target + 1] = ~plane;
                target += 2;
                first += PlanesPerNeuron;
            }
        }
    }
}
