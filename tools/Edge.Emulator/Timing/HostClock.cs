using System.Diagnostics;

namespace Edge.Emulator.Timing;

/// <summary>This machine's own time: what takes time takes it by itself, but for the line, which may be made to.</summary>
/// <param name="realTimeLine">True where bytes take as long as on a serial line.</param>
public sealed class HostClock(bool realTimeLine = false) : BoardClock
{
    private readonly long started = Stopwatch.GetTimestamp();

    /// <inheritdoc />
    public override long Nanoseconds => (long)Stopwatch.GetElapsedTime(started).TotalNanoseconds;

    /// <inheritdoc />
    public override bool IsVirtual => false;

    /// <inheritdoc />
    public override void WaitForLine(long until)
    {
        if (realTimeLine)
        {
            RealTime.SleepUntil(started, until);
        }
    }

    /// <inheritdoc />
    public override void PassSleep(int milliseconds)
    {
    }

    /// <inheritdoc />
    public override void HostCame()
    {
    }
}
