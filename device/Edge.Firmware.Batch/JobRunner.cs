using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Core.Protocol;

namespace Edge.Firmware.Batch
{
    /// <summary>Computes a job with the kernels of the firmware and prints its rows.</summary>
    public static class JobRunner
    {
        /// <summary>Computes and prints everything that the job asks for.</summary>
        /// <exception cref="JobException">The job does not fit its model.</exception>
        /// <exception cref="ModelFormatException">The model is not sound.</exception>
        public static void Run(Job job)
        {
            byte[] content = job.Model();
            JobRows rows = new JobRows(job, ModelContentReader.Read(content, 0, content.Length));
            RowPrinter printer = new RowPrinter(job.Crc());
            if (job.Wanted == JobLayout.Accumulators)
            {
                PrintAccumulators(job, rows, printer);
            }
            else
            {
                PrintCodes(job, rows, printer);
            }

            printer.End();
        }

        private static void PrintCodes(Job job, JobRows rows, RowPrinter printer)
        {
            for (int r = 0; r < job.Rows; r++)
            {
                int offset = rows.Compute(r);
                printer.Print(job.FirstRow + (uint)r, rows.Packed, offset, rows.Inference.OutputRowBytes);
            }
        }

        private static void PrintAccumulators(Job job, JobRows rows, RowPrinter printer)
        {
            DeviceInference inference = rows.Inference;
            byte[] input = new byte[inference.InputRowBytes];
            job.CopyInput(0, input, rows.Counts ? 0 : input.Length);
            for (int l = 0; l < inference.Layers.Length; l++)
            {
                int[] sums = rows.Counts ? inference.AccumulateCounting(job.FirstRow, l) : inference.Accumulate(input, 0, l);
                byte[] bytes = new byte[4 * inference.Layers[l].Neurons];
                for (int n = 0; n < inference.Layers[l].Neurons; n++)
                {
                    LittleEndian.WriteU32(bytes, 4 * n, (uint)sums[n]);
                }

                printer.Print((uint)l, bytes, 0, bytes.Length);
            }
        }
    }
}
