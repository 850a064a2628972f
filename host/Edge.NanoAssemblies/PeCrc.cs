namespace Edge.NanoAssemblies;

/// <summary>
/// The CRC-32 in the header of a .pe file: polynomial 0x04C11DB7, most significant bit first, started at 0, nothing inverted
/// (nf-interpreter, <c>SUPPORT_ComputeCRC</c>). Another one than that of the wire protocol.
/// </summary>
internal static class PeCrc
{
    private const uint Polynomial = 0x04C11DB7;
    private static readonly uint[] Table = MakeTable();

    /// <summary>The CRC of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        foreach (byte value in bytes)
        {
            crc = Table[(crc >> 24) ^ value] ^ unchecked(crc << 8);
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint crc = i << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000_0000) != 0 ? unchecked(crc << 1) ^ Polynomial : crc << 1;
            }

            table[i] = crc;
        }

        return table;
    }
}
