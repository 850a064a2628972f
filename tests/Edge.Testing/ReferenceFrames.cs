namespace Edge.Testing;

/// <summary>
/// Frames by their definition in shared/README.md, without the product's code: what lies between zero bytes, undone by COBS, with its
/// CRC-32. A witness for the readers; allocates nothing after construction.
/// </summary>
public sealed class ReferenceFrames
{
    private const int HeaderBytes = 2;
    private const int CrcBytes = 4;
    private readonly uint[] table = new uint[256];
    private readonly byte[] message = new byte[1 << 16];

    public ReferenceFrames()
    {
        for (uint i = 0; i < table.Length; i++)
        {
            uint remainder = i;
            for (int bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 1) != 0 ? (remainder >> 1) ^ 0xEDB88320u : remainder >> 1;
            }

            table[i] = remainder;
        }
    }

    /// <summary>Frames taken, by type, number and body, and runs of bytes that were none.</summary>
    public (int Accepted, int Dropped) Count(ReadOnlySpan<byte> wire, int largestFrame)
    {
        int accepted = 0;
        int dropped = 0;
        while (!wire.IsEmpty)
        {
            int zero = wire.IndexOf((byte)0);
            int run = zero < 0 ? wire.Length : zero;
            if (run > 0 && zero >= 0)
            {
                bool sound = IsSound(wire[..run], largestFrame);
                accepted += sound ? 1 : 0;
                dropped += sound ? 0 : 1;
            }

            wire = wire[(zero < 0 ? run : run + 1)..];
        }

        return (accepted, dropped);
    }

    /// <summary>CRC-32 of bytes.</summary>
    public uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc = table[(crc ^ value) & 255] ^ (crc >> 8);
        }

        return ~crc;
    }

    private bool IsSound(ReadOnlySpan<byte> run, int largestFrame)
    {
        if (run.Length > largestFrame - 2)
        {
            return false;
        }

        int length = 0;
        for (int at = 0; at < run.Length;)
        {
            int code = run[at];
            if (code > run.Length - at)
            {
                return false;
            }

            run.Slice(at + 1, code - 1).CopyTo(message.AsSpan(length));
            length += code - 1;
            at += code;
            if (code != 255 && at < run.Length)
            {
                message[length] = 0;
                length++;
            }
        }

        int covered = length - CrcBytes;
        return covered >= HeaderBytes
            && System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(covered)) == Crc(message.AsSpan(0, covered));
    }
}
