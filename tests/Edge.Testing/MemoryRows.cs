namespace Edge.Testing;

/// <summary>Rows of codes in memory, packed one bit at a time: bit b of a row is bit b % 64 of word b / 64.</summary>
public static class MemoryRows
{
    /// <summary>Words of 64 bits in one row.</summary>
    public static int WordsPerRow(int width, int bits) => ((width * bits) + 63) / 64;

    /// <summary>Packs rows of codes.</summary>
    public static ulong[] Pack(IReadOnlyList<byte[]> rows, int bits)
    {
        int stride = rows.Count == 0 ? 0 : WordsPerRow(rows[0].Length, bits);
        ulong[] words = new ulong[rows.Count * stride];
        for (int r = 0; r < rows.Count; r++)
        {
            int bit = 0;
            foreach (byte code in rows[r])
            {
                for (int j = 0; j < bits; j++, bit++)
                {
                    words[(r * stride) + (bit / 64)] |= (ulong)((code >> j) & 1) << (bit % 64);
                }
            }
        }

        return words;
    }
}
