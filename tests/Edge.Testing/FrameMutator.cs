using Edge.Core.Protocol;

namespace Edge.Testing;

/// <summary>
/// Frames as nobody should send them, by a seed: messages of a corpus with fields, lengths and types changed, most of them with a CRC that
/// fits, so that what stands behind the check is reached; the others damaged on the line. Allocates nothing per frame.
/// </summary>
/// <param name="seed">Decides every frame.</param>
/// <param name="messages">Sound messages: type, number, body.</param>
public sealed class FrameMutator(int seed, IReadOnlyList<byte[]> messages)
{
    private const int MostBytes = 1400;
    private const int MostChanges = 4;
    private readonly Random random = new(seed);
    private readonly FrameWriter writer = new(2 * MostBytes);
    private readonly byte[] message = new byte[MostBytes];
    private readonly byte[] wire = new byte[4 * MostBytes];
    private int length;

    /// <summary>The bytes for the line, in their first <see cref="WireBytes"/>; they begin and end with a zero byte.</summary>
    public byte[] Wire => wire;

    /// <summary>How many they are.</summary>
    public int WireBytes { get; private set; }

    /// <summary>Number of the message, before any damage on the line.</summary>
    public byte Number => message[1];

    /// <summary>Makes the next frame.</summary>
    /// <param name="number">Its number, unless a change hits that.</param>
    public void Next(byte number)
    {
        byte[] from = messages[random.Next(messages.Count)];
        from.CopyTo(message, 0);
        length = from.Length;
        message[1] = number;
        for (int changes = random.Next(MostChanges + 1); changes > 0; changes--)
        {
            Change();
        }

        writer.Begin(message[0], message[1]);
        writer.PutBytes(message, 2, length - 2);
        WireBytes = writer.End();
        Array.Copy(writer.Frame, wire, WireBytes);
        for (int damages = random.Next(5) == 0 ? random.Next(1, 4) : 0; damages > 0; damages--)
        {
            Damage();
        }
    }

    private void Change()
    {
        int at = random.Next(2, Math.Max(3, length));
        switch (random.Next(9))
        {
            case 0 when at < length:
                message[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < length:
                message[at] = Edge8();
                break;
            case 2 when at + 2 <= length:
                BitConverter.TryWriteBytes(message.AsSpan(at), unchecked((ushort)Edge32()));
                break;
            case 3 when at + 4 <= length:
                BitConverter.TryWriteBytes(message.AsSpan(at), Edge32());
                break;
            case 4:
                length = random.Next(2, length + 1);
                break;
            case 5:
                int more = Math.Min(random.Next(1, random.Next(10) == 0 ? 1200 : 12), MostBytes - length);
                random.NextBytes(message.AsSpan(length, more));
                length += more;
                break;
            case 6:
                byte[] other = messages[random.Next(messages.Count)];
                int some = Math.Min(other.Length - 2, length - at);
                if (some > 0)
                {
                    other.AsSpan(2, some).CopyTo(message.AsSpan(at));
                }

                break;
            case 7:
                message[0] = random.Next(2) == 0 ? messages[random.Next(messages.Count)][0] : (byte)random.Next(256);
                break;
            default:
                message[1] = (byte)random.Next(256);
                break;
        }
    }

    private void Damage()
    {
        int at = random.Next(1, WireBytes);
        switch (random.Next(4))
        {
            case 0:
                wire[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                WireBytes--;
                Array.Copy(wire, at + 1, wire, at, WireBytes - at);
                break;
            case 2:
                Array.Copy(wire, at, wire, at + 1, WireBytes - at);
                WireBytes++;
                break;
            default:
                WireBytes = at;
                break;
        }

        // However it was damaged, the next frame begins with a zero byte.
        wire[WireBytes] = 0;
        WireBytes++;
    }

    private byte Edge8() => random.Next(5) switch { 0 => 0, 1 => 1, 2 => 127, 3 => 128, _ => 255 };

    private uint Edge32() => random.Next(8) switch
    {
        0 => 0,
        1 => 1,
        2 => uint.MaxValue,
        3 => int.MaxValue,
        4 => 0x80000000,
        5 => (uint)random.Next(65536),
        6 => 1u << random.Next(32),
        _ => (uint)random.NextInt64(1L << 32),
    };
}
