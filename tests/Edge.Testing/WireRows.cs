using Edge.Core.Models;

namespace Edge.Testing;

/// <summary>Rows on the wire, packed one bit at a time: what faster packing must equal.</summary>
public static class WireRows
{
    /// <summary>One row of codes behind `before` bytes of 0.</summary>
    public static byte[] Pack(byte[] codes, int bits, int before = 0)
    {
        byte[] row = new byte[before + (codes.Length * bits + 7) / 8];
        Append(row, 8 * before, codes, bits);
        return row;
    }

    /// <summary>All recorded layers of one row.</summary>
    public static byte[] Pack(IntegerModel model, byte[][] codes)
    {
        byte[] row = new byte[(model.RecordedBitsPerRow() + 7) / 8];
        int bit = 0;
        for (int l = 0; l < codes.Length; l++)
        {
            bit = Append(row, bit, codes[l], model.RecordedFormat(l).Bits);
        }

        return row;
    }

    private static int Append(byte[] row, int bit, byte[] codes, int bits)
    {
        foreach (byte code in codes)
        {
            for (int j = 0; j < bits; j++, bit++)
            {
                row[bit / 8] |= (byte)(((code >> j) & 1) << (bit % 8));
            }
        }

        return bit;
    }
}
