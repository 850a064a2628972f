using Edge.Core.Inference;
using Edge.Core.Inference.Sliced;
using Edge.Core.Models;

namespace Edge.Firmware.Batch
{
    /// <summary>
    /// The rows of a job, computed as the firmware computes them: 64 at a time where the model allows and gains by it, else one by one,
    /// with what <see cref="HeapBudget"/> leaves for speed.
    /// </summary>
    public sealed class JobRows
    {
        /// <summary>
        /// Bytes of heap that a job counts on when its model is made ready, the model's own included. Not asked of the runtime: the base
        /// library does not tell, and nanoFramework.Runtime.Native, which does, would have to lie beside it in the very version of the
        /// runtime (it checks the natives' checksum), where mscorlib alone does now. A constant also chooses the same kernels, and runs
        /// the same instructions, on every build of the runtime. Those for a PC have 10 MB; 320 KB hold about the largest job's weights, at
        /// most 64,000 bytes, and four times as much in the pairs that are made for speed.
        /// </summary>
        public const int Heap = 320 * 1024;

        /// <summary>The packed rows computed last.</summary>
        public readonly byte[] Packed;

        /// <summary>The model, made ready for single rows.</summary>
        public readonly DeviceInference Inference;

        private readonly Job job;
        private readonly BlockInference blocks;
        private readonly byte[] input;
        private uint first;
        private int count;

        /// <summary>Makes a job's model ready.</summary>
        /// <exception cref="JobException">The inputs do not fit the model.</exception>
        public JobRows(Job job, IntegerModel model)
        {
            this.job = job;
            Inference = new DeviceInference(model, Spare(Heap - BoardHeap.ModelBytes(model)));
            if (Counts ? !Inference.CanCount : job.InputBytes != job.Rows * Inference.InputRowBytes)
            {
                throw new JobException("the inputs do not fit the model");
            }

            blocks = BlockInference.Create(Inference, Spare(Heap - Inference.HeapBytes()));
            Packed = blocks != null ? blocks.Rows : new byte[Inference.OutputRowBytes];
            input = new byte[(blocks != null ? BlockInference.BlockRows : 1) * Inference.InputRowBytes];
        }

        /// <summary>True where a row's inputs are its number.</summary>
        public bool Counts
        {
            get { return job.InputBytes == 0; }
        }

        /// <summary>Computes one of the job's rows, with its block, unless it is there, and returns where it begins in <see cref="Packed"/>.</summary>
        /// <param name="index">Number of the row in the job, from 0.</param>
        public int Compute(int index)
        {
            uint row = job.FirstRow + (uint)index;
            if (row - first >= (uint)count)
            {
                if (blocks == null)
                {
                    ComputeOne(index, row);
                }
                else
                {
                    ComputeBlock(index, row);
                }
            }

            return (int)(row - first) * Inference.OutputRowBytes;
        }

        private static int Spare(int free)
        {
            return free > 0 ? HeapBudget.ForSpeed((uint)free) : 0;
        }

        private void ComputeOne(int index, uint row)
        {
            first = row;
            count = 1;
            if (Counts)
            {
                Inference.RunCounting(row, Packed, 0);
                return;
            }

            job.CopyInput(index * Inference.InputRowBytes, input, Inference.InputRowBytes);
            Inference.Run(input, 0, Packed, 0);
        }

        private void ComputeBlock(int index, uint row)
        {
            if (Counts)
            {
                first = row & ~(uint)(BlockInference.BlockRows - 1);
                count = BlockInference.BlockRows;
                blocks.RunCounting(first);
                return;
            }

            first = row;
            count = job.Rows - index < BlockInference.BlockRows ? job.Rows - index : BlockInference.BlockRows;
            job.CopyInput(index * Inference.InputRowBytes, input, count * Inference.InputRowBytes);
            blocks.Run(input, 0, count);
        }
    }
}
