using System.Diagnostics;

namespace Edge.Emulator.Timing;

/// <summary>Makes bytes take as long on this machine as they would on a serial line.</summary>
public sealed class LinePace
{
    private long freeAt = Stopwatch.GetTimestamp();

    /// <summary>Waits until the line could have taken so many bytes more.</summary>
    public void Wait(int bytes, int bauds)
    {
        long now = Stopwatch.GetTimestamp();
        freeAt = Math.Max(freeAt, now) + bytes * VirtualClock.BitsPerByte * Stopwatch.Frequency / bauds;
        TimeSpan left = Stopwatch.GetElapsedTime(now, freeAt);

        // Shorter waits than the system's add up in freeAt until they are long enough.
        if (left.TotalMilliseconds >= 1)
        {
            Thread.Sleep(left);
        }
    }
}
