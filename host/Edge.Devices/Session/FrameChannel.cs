using System.Diagnostics;
using Edge.Core.Protocol;
using Edge.Devices.Serial;

namespace Edge.Devices.Session;

/// <summary>
/// Frames over a link: builds requests, finds answers in what comes, and keeps the first raw bytes for messages about garbage.
/// </summary>
internal sealed class FrameChannel(ISerialLink link, SessionCounters counters)
{
    private const int ReadBytes = 1 << 16;
    private const int KeptBytes = 48;
    private readonly FrameReader reader = new(FrameLimits.MostFrameBytes);
    private readonly FrameWriter writer = new(FrameLimits.MostFrameBytes);
    private readonly byte[] buffer = new byte[ReadBytes];
    private readonly byte[] kept = new byte[KeptBytes];
    private int keptCount;
    private int at;
    private int filled;

    /// <summary>The frame being built: call <see cref="FrameWriter.Begin"/>, put the body, then <see cref="Send"/>.</summary>
    public FrameWriter Writer => writer;

    /// <summary>The last frame received.</summary>
    public FrameReader Frame => reader;

    /// <summary>What the user calls the other end.</summary>
    public string Name => link.Name;

    /// <summary>The first bytes received since the channel was opened, at most 48.</summary>
    public ReadOnlySpan<byte> FirstBytes => kept.AsSpan(0, keptCount);

    /// <summary>Finishes the frame being built and sends it; <see cref="SendAgain"/> can repeat it until the next one is begun.</summary>
    /// <returns>Bytes of the frame.</returns>
    public int Send(CancellationToken cancellation)
    {
        int length = writer.End();
        SendAgain(length, cancellation);
        return length;
    }

    /// <summary>Sends the last frame once more.</summary>
    public void SendAgain(int length, CancellationToken cancellation)
    {
        link.Write(writer.Frame.AsSpan(0, length), cancellation);
        counters.BytesSent += length;
        counters.Requests++;
    }

    /// <summary>Waits for the next sound frame.</summary>
    /// <param name="deadline">Until when, on <see cref="Stopwatch.GetTimestamp"/>'s clock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False when the time ran out.</returns>
    public bool Receive(long deadline, CancellationToken cancellation)
    {
        bool late = false;
        while (true)
        {
            if (at < filled)
            {
                uint droppedBefore = reader.Dropped;
                at += reader.Take(buffer, at, filled - at);
                counters.FramesDamaged += unchecked(reader.Dropped - droppedBefore);
                if (reader.Ready)
                {
                    counters.FramesReceived++;
                    return true;
                }

                continue;
            }

            // After the deadline what is there is looked at once: a line that never stops talking must not hold the session.
            if (late)
            {
                return false;
            }

            long left = deadline - Stopwatch.GetTimestamp();
            late = left <= 0;
            int milliseconds = late ? 0 : (int)Math.Min(int.MaxValue, (left * 1000 / Stopwatch.Frequency) + 1);
            int count = link.Read(buffer, milliseconds, cancellation);
            if (count == 0)
            {
                return false;
            }

            Keep(buffer.AsSpan(0, count));
            counters.BytesReceived += count;
            at = 0;
            filled = count;
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, KeptBytes - keptCount);
        bytes[..count].CopyTo(kept.AsSpan(keptCount));
        keptCount += count;
    }
}
