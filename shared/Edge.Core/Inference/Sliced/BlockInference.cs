using Edge.Core.Models;

namespace Edge.Core.Inference.Sliced
{
    /// <summary>
    /// Inference for 64 rows at a time, equal to <see cref="DeviceInference"/> bit for bit: for networks that begin with layers of one-bit
    /// weights on one-bit codes, where that is cheaper and the heap has room. Nothing is allocated after construction.
    /// </summary>
    public sealed class BlockInference
    {
        /// <summary>Rows of a block.</summary>
        public const int BlockRows = SlicedPlan.BlockRows;

        /// <summary>Most instructions of a block, about 0.1 s: the device hears the host between blocks.</summary>
        public const int MostBlockInstructions = 300000;

        /// <summary>Rows of a usual data set, as a power of 2: what making a table must be worth.</summary>
        private const int UsualRowBits = 12;

        private const int Fields = 4;

        /// <summary>The rows computed last, packed one behind the other: 64 times the model's OutputRowBytes.</summary>
        public readonly byte[] Rows;

        /// <summary>The layers and what they take on the heap.</summary>
        public readonly SlicedNetwork Network;

        private readonly CountingLayer counting;
        private readonly ulong[] column;

        private BlockInference(DeviceInference rowByRow, SlicedPlan plan)
        {
            Rows = new byte[BlockRows * plan.RowBytes];
            column = new ulong[BitColumns.Words];
            counting = rowByRow.CanCount ? new CountingLayer(plan.Model.Layers[0]) : null;
            Network = new SlicedNetwork(rowByRow, plan);
        }

        /// <summary>Makes a model ready for blocks; null where row by row is cheaper or the heap too small.</summary>
        /// <param name="rowByRow">The model, made ready for single rows.</param>
        /// <param name="heapBytes">Bytes of a board's heap that may be taken; a table takes up to half of them.</param>
        public static BlockInference Create(DeviceInference rowByRow, int heapBytes)
        {
            IntegerModel model = rowByRow.Model;
            if (!SlicedLayer.Fits(model.Layers[0]))
            {
                return null;
            }

            int inputs = model.Input.Width;
            int rows = inputs < UsualRowBits ? 1 << inputs : 1 << UsualRowBits;
            SlicedPlan plan;
            for (int tableBytes = heapBytes >> 1; true; tableBytes >>= 1)
            {
                plan = new SlicedPlan(model, 0, inputs, inputs, rows, tableBytes);
                if (plan.Table == null || Bytes(plan, rowByRow.CanCount) <= heapBytes)
                {
                    break;
                }
            }

            return plan.BlockInstructions > MostBlockInstructions
                || plan.BlockInstructions >= BlockRows * InstructionEstimate.RowFrom(model, 0)
                || Bytes(plan, rowByRow.CanCount) > heapBytes
                ? null
                : new BlockInference(rowByRow, plan);
        }

        /// <summary>Computes 64 rows of counting inputs.</summary>
        /// <param name="firstRow">Number of the first one, a multiple of 64; rows from 2^width on are not said to hold anything.</param>
        public void RunCounting(uint firstRow)
        {
            counting.Run(firstRow, Network.Planes, Network.FirstTarget);
            Network.Run(1, BlockRows, Rows, 0);
        }

        /// <summary>Computes rows of packed input codes.</summary>
        /// <param name="input">Packed rows, one behind the other.</param>
        /// <param name="offset">First byte of the first one.</param>
        /// <param name="count">Rows, 1..64; what is behind them in <see cref="Rows"/> is not said.</param>
        public void Run(byte[] input, int offset, int count)
        {
            SlicedPlan plan = Network.Plan;
            BitColumns.Load(input, offset, plan.InputBytes, count, plan.InputBits, Network.Planes, column);
            Network.Run(0, count, Rows, 0);
        }

        /// <summary>Bytes of a board's heap that this instance holds besides the <see cref="DeviceInference"/> it was made of.</summary>
        public int HeapBytes()
        {
            return Bytes(Network.Plan, counting != null);
        }

        private static int Bytes(SlicedPlan plan, bool counts)
        {
            return BoardHeap.ObjectBytes(Fields)
                + BoardHeap.ArrayBytes(BlockRows * plan.RowBytes, 1)
                + BoardHeap.ArrayBytes(BitColumns.Words, 8)
                + (counts ? CountingLayer.HeapBytes(plan.Model.Layers[0].Output.Width) : 0)
                + plan.HeapBytes;
        }
    }
}
