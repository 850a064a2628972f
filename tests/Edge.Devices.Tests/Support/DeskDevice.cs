extern alias desk;

using desk::Edge.Testing.Firmware;
using Edge.Core.Protocol;
using Edge.Devices.Serial;

namespace Edge.Devices.Tests.Support;

/// <summary>The firmware's session in this process, behind a line without time: what it answers is there at once, or never.</summary>
internal sealed class DeskDevice : ISerialLink
{
    private readonly DeskLink line = new();
    private readonly desk::Edge.Firmware.Sessions.Session firmware;
    private readonly FrameReader requests = new(FrameLimits.MostFrameBytes);
    private readonly List<byte> pending = [];

    public DeskDevice()
    {
        firmware = new desk::Edge.Firmware.Sessions.Session(line, new DeskBoard(200_000, 1));
    }

    public string Name => "desk";

    /// <summary>Called with every request; what it adds comes before the answer.</summary>
    public Action<FrameReader, List<byte>>? Before { get; init; }

    /// <summary>Called with what the firmware wrote; returns what comes instead.</summary>
    public Func<byte[], byte[]>? Alters { get; init; }

    public int Read(Span<byte> buffer, int timeoutMilliseconds, CancellationToken cancellation)
    {
        if (pending.Count == 0)
        {
            firmware.Step();
            TakeWritten();
        }

        int count = Math.Min(buffer.Length, pending.Count);
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending)[..count].CopyTo(buffer);
        pending.RemoveRange(0, count);
        return count;
    }

    public void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        byte[] frame = bytes.ToArray();
        for (int at = 0; at < frame.Length;)
        {
            at += requests.Take(frame, at, frame.Length - at);
            if (requests.Ready)
            {
                Before?.Invoke(requests, pending);
            }
        }

        line.Feed(frame, 0, frame.Length);
        do
        {
            firmware.Step();
        }
        while (line.HasMore);
        TakeWritten();
    }

    public void Dispose()
    {
    }

    private void TakeWritten()
    {
        if (line.WrittenBytes > 0)
        {
            byte[] written = line.Written[..line.WrittenBytes];
            pending.AddRange(Alters is null ? written : Alters(written));
            line.Clear();
        }
    }
}
