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
            DeviceInference inference = new DeviceInference(ModelContentReader.Read(content, 0, content.Length));
            bool counts = job.InputBytes == 0;
            if (counts ? !inference.CanCount : job.InputBytes != job.Rows * inference.InputRowBytes)
            {
                throw new JobException("the inputs do not fit the model");
            }

            RowPrinter printer = new RowPrinter(job.Crc());
            if (job.Wanted == JobLayout.Accumulators)
            {
                PrintAccumulators(job, inference, counts, printer);
            }
            else
            {
                PrintCodes(job, inference, counts, printer);
            }

            printer.End();
        }

        private static void PrintCodes(Job job, DeviceInference inference, bool counts, RowPrinter printer)
        {
            byte[] input = new byte[inference.InputRowBytes];
            byte[] output = new byte[inference.OutputRowBytes];
            for (int r = 0; r < job.Rows; r++)
            {
                uint row = job.FirstRow + (uint)r;
                if (counts)
                {
                    inference.RunCounting(row, output, 0);
                }
                else
                {
                    job.CopyInput(r * input.Length, input, input.Length);
                    inference.Run(input, 0, output, 0);
                }

                printer.Print(row, output, output.Length);
            }
        }

        private static void PrintAccumulators(Job job, DeviceInference inference, bool counts, RowPrinter printer)
        {
            byte[] input = new byte[inference.InputRowBytes];
            job.CopyInput(0, input, counts ? 0 : input.Length);
            for (int l = 0; l < inference.Layers.Length; l++)
            {
                int[] sums = counts ? inference.AccumulateCounting(job.FirstRow, l) : inference.Accumulate(input, 0, l);
                byte[] bytes = new byte[4 * inference.Layers[l].Neurons];
                for (int n = 0; n < inference.Layers[l].Neurons; n++)
                {
                    LittleEndian.WriteU32(bytes, 4 * n, (uint)sums[n]);
                }

                printer.Print((uint)l, bytes, bytes.Length);
            }
        }
    }
}
