using Edge.Core.Inference;

namespace Edge.Firmware.Sessions
{
    /// <summary>Packed labels of a request, unpacked some rows at a time.</summary>
    public sealed class LabelWindow
    {
        /// <summary>Most rows at a time.</summary>
        public const int Rows = 64;

        /// <summary>The labels read last, one for each row.</summary>
        public readonly byte[] Labels = new byte[Rows];

        private readonly ulong[] word = new ulong[1];

        /// <summary>Unpacks labels.</summary>
        /// <param name="packed">Packed labels.</param>
        /// <param name="offset">First byte of the first one.</param>
        /// <param name="count">1..<see cref="Rows"/>.</param>
        /// <param name="labelBits">Bits of each, 1..8.</param>
        public void Read(byte[] packed, int offset, int count, int labelBits)
        {
            if (labelBits == 1)
            {
                PackedCodes.ReadBits(packed, offset, count, word);
                PackedCodes.BitsToCodes(word, count, Labels);
                return;
            }

            PackedCodes.ReadCodes(packed, offset, count, labelBits, Labels);
        }

        /// <summary>The first of the labels read that is no class; their count where all are classes.</summary>
        public int FirstBeyond(int count, int labelBits, int classes)
        {
            if (classes == 1 << labelBits)
            {
                return count;
            }

            int i = 0;
            while (i < count && Labels[i] < classes)
            {
                i++;
            }

            return i;
        }
    }
}
