using System;
using Edge.Core.Protocol;

namespace Edge.Firmware.Batch
{
    /// <summary>Prints rows of bytes as text and keeps the CRC of what it printed.</summary>
    public sealed class RowPrinter
    {
        private readonly char[] digits = new char[2 * JobText.BytesPerLine];
        private uint crc;
        private int rows;

        /// <summary>A printer whose CRC goes on from the job's.</summary>
        public RowPrinter(uint jobCrc)
        {
            crc = jobCrc;
        }

        /// <summary>Prints bytes of an array, from one on, as one row.</summary>
        public void Print(uint number, byte[] bytes, int first, int count)
        {
            string head = JobText.Row + number.ToString() + " ";
            for (int offset = 0; offset < count; offset += JobText.BytesPerLine)
            {
                int piece = count - offset < JobText.BytesPerLine ? count - offset : JobText.BytesPerLine;
                for (int i = 0; i < piece; i++)
                {
                    digits[2 * i] = Digit(bytes[first + offset + i] >> 4);
                    digits[2 * i + 1] = Digit(bytes[first + offset + i] & 15);
                }

                Console.WriteLine(head + offset.ToString() + " " + new string(digits, 0, 2 * piece));
            }

            crc = Crc32.Continue(crc, bytes, first, count);
            rows++;
        }

        /// <summary>Prints the last line.</summary>
        public void End()
        {
            for (int i = 0; i < 8; i++)
            {
                digits[i] = Digit((int)(crc >> (28 - 4 * i)) & 15);
            }

            Console.WriteLine(JobText.End + rows.ToString() + " " + new string(digits, 0, 8));
        }

        private static char Digit(int value)
        {
            return (char)(value < 10 ? '0' + value : 'a' - 10 + value);
        }
    }
}
