using Edge.Core.Protocol;

namespace Edge.Firmware.Batch
{
    /// <summary>A job as it lies in the data assembly's words.</summary>
    public sealed class Job
    {
        /// <summary>What is wanted.</summary>
        public readonly int Wanted;

        /// <summary>Number of the first row.</summary>
        public readonly uint FirstRow;

        /// <summary>Rows to compute.</summary>
        public readonly int Rows;

        /// <summary>Bytes of packed input rows; 0 where the inputs count.</summary>
        public readonly int InputBytes;

        private readonly ulong[] words;
        private readonly int modelBytes;

        /// <summary>Reads a job's numbers.</summary>
        /// <exception cref="JobException">The region holds no job, one of another version, or a damaged one.</exception>
        public Job(ulong[] words)
        {
            this.words = words;
            if (words[0] != JobLayout.MarkerLow || words[1] != JobLayout.MarkerHigh)
            {
                throw new JobException("the data assembly does not begin with its marker");
            }

            if (Number(JobLayout.LayoutVersion) != JobLayout.Version)
            {
                throw new JobException("the data assembly has layout version " + Number(JobLayout.LayoutVersion).ToString());
            }

            Wanted = Number(JobLayout.Wanted);
            if (Wanted == JobLayout.Nothing)
            {
                throw new JobException("the data assembly is the template: it holds no job");
            }

            FirstRow = (uint)Number(JobLayout.FirstRow);
            Rows = Number(JobLayout.Rows);
            modelBytes = Number(JobLayout.ModelBytes);
            InputBytes = Number(JobLayout.InputBytes);
            if (modelBytes < 0 || InputBytes < 0 || modelBytes > (words.Length << 3) - JobLayout.Content - InputBytes)
            {
                throw new JobException("the job is longer than the data assembly's region");
            }

            if (Crc() != (uint)Number(JobLayout.Crc))
            {
                throw new JobException("the CRC of the job is wrong");
            }
        }

        /// <summary>The CRC-32 of the job.</summary>
        public uint Crc()
        {
            byte[] piece = new byte[512];
            uint crc = 0;
            int end = JobLayout.Content + modelBytes + InputBytes;
            for (int at = JobLayout.LayoutVersion; at < end; at += piece.Length)
            {
                int count = end - at < piece.Length ? end - at : piece.Length;
                Copy(at, piece, count);
                crc = Crc32.Continue(crc, piece, 0, count);
            }

            return crc;
        }

        /// <summary>The model content.</summary>
        public byte[] Model()
        {
            byte[] content = new byte[modelBytes];
            Copy(JobLayout.Content, content, modelBytes);
            return content;
        }

        /// <summary>Copies packed inputs from an offset among them to the beginning of target.</summary>
        public void CopyInput(int offset, byte[] target, int count)
        {
            Copy(JobLayout.Content + modelBytes + offset, target, count);
        }

        private int Number(int offset)
        {
            return (int)(words[offset >> 3] >> ((offset & 7) << 3));
        }

        private void Copy(int offset, byte[] target, int count)
        {
            for (int i = 0; i < count; i++)
            {
                target[i] = (byte)(words[offset >> 3] >> ((offset & 7) << 3));
                offset++;
            }
        }
    }
}
