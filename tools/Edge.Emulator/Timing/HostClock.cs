using System.Diagnostics;

namespace Edge.Emulator.Timing;

/// <summary>This machine's own time: what takes time takes it by itself.</summary>
public sealed class HostClock : BoardClock
{
    private readonly long started = Stopwatch.GetTimestamp();

    /// <inheritdoc />
    public override ulong Microseconds => (ulong)Stopwatch.GetElapsedTime(started).TotalMicroseconds;

    /// <inheritdoc />
    public override bool IsVirtual => false;

    /// <inheritdoc />
    public override void PassLine(int bytes, int bauds)
    {
    }

    /// <inheritdoc />
    public override void PassSleep(int milliseconds)
    {
    }
}
