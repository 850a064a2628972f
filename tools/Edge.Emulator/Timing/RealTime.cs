using System.Diagnostics;

namespace Edge.Emulator.Timing;

/// <summary>Makes this machine's time follow counted time.</summary>
internal sealed class RealTime
{
    private long origin = Stopwatch.GetTimestamp();
    private long originNanoseconds;

    /// <summary>Sleeps until this machine's clock is so many nanoseconds behind a moment of its own.</summary>
    public static void SleepUntil(long timestamp, long nanoseconds)
    {
        TimeSpan left = TimeSpan.FromMicroseconds(nanoseconds / 1000) - Stopwatch.GetElapsedTime(timestamp);

        // Shorter waits than the system's add up until they are long enough.
        if (left.TotalMilliseconds >= 1)
        {
            Thread.Sleep(left);
        }
    }

    /// <summary>Waits until this machine's time has come as far as counted time, in nanoseconds.</summary>
    public void Follow(long counted) => SleepUntil(origin, counted - originNanoseconds);

    /// <summary>Time passed that is not counted: from now on both go on together, unless this machine's has to wait anyway.</summary>
    public void Skip(long counted)
    {
        long now = Stopwatch.GetTimestamp();
        if (Stopwatch.GetElapsedTime(origin, now).TotalNanoseconds > counted - originNanoseconds)
        {
            origin = now;
            originNanoseconds = counted;
        }
    }
}
