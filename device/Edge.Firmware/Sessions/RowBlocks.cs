using System;
using Edge.Core.Inference;
using Edge.Core.Inference.Sliced;

namespace Edge.Firmware.Sessions
{
    /// <summary>The block of up to 64 rows that was computed last: rows that it holds need not be computed again.</summary>
    public sealed class RowBlocks
    {
        private const int Fields = 7;

        /// <summary>Most rows computed for one frame: the host is heard between frames.</summary>
        public readonly int MostRows;

        /// <summary>The packed rows of the block.</summary>
        public readonly byte[] Rows;

        private readonly BlockInference inference;
        private readonly int rowBytes;
        private uint first;
        private int count;
        private bool counting;

        private RowBlocks(BlockInference inference, int rowBytes)
        {
            this.inference = inference;
            this.rowBytes = rowBytes;
            Rows = inference.Rows;
            MostRows = BlockInference.MostBlockInstructions / inference.Network.Plan.BlockInstructions * BlockInference.BlockRows;
        }

        /// <summary>Makes a model ready for blocks; null where single rows are better or the heap has no room.</summary>
        /// <param name="rowByRow">The model, made ready for single rows.</param>
        /// <param name="spareBytes">Bytes of heap that may be taken, this object's included.</param>
        public static RowBlocks Create(DeviceInference rowByRow, int spareBytes)
        {
            try
            {
                BlockInference blocks = BlockInference.Create(rowByRow, spareBytes - BoardHeap.ObjectBytes(Fields));
                return blocks == null ? null : new RowBlocks(blocks, rowByRow.OutputRowBytes);
            }
            catch (OutOfMemoryException)
            {
                return null;
            }
        }

        /// <summary>Called before the first row of a RUN. Counting rows stay what they are; a block of inputs may be another one.</summary>
        public void Start(InputSlot inputs)
        {
            if (!inputs.Counts || !counting)
            {
                count = 0;
            }
        }

        /// <summary>Number of rows from a row on that the block holds; 0 where it must be computed.</summary>
        public int From(uint row)
        {
            uint place = row - first;
            return place < (uint)count ? count - (int)place : 0;
        }

        /// <summary>Byte of <see cref="Rows"/> where a row begins that the block holds.</summary>
        public int OffsetOf(uint row)
        {
            return (int)(row - first) * rowBytes;
        }

        /// <summary>Computes the block that holds a row.</summary>
        /// <param name="inputs">The inputs, which offer the row.</param>
        /// <param name="row">The row.</param>
        /// <param name="most">Rows wanted from it on, 1 or more.</param>
        public void Compute(InputSlot inputs, uint row, int most)
        {
            counting = inputs.Counts;
            if (counting)
            {
                first = row & ~(uint)(BlockInference.BlockRows - 1);
                count = BlockInference.BlockRows;
                inference.RunCounting(first);
                return;
            }

            first = row;
            count = most < BlockInference.BlockRows ? most : BlockInference.BlockRows;
            inference.Run(inputs.Block, inputs.OffsetOf(row, inference.Network.Plan.InputBytes), count);
        }
    }
}
