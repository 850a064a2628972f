namespace Edge.Emulator.Timing;

/// <summary>The board's time since its start.</summary>
public abstract class BoardClock
{
    /// <summary>Microseconds since the start.</summary>
    public ulong Microseconds => (ulong)(Nanoseconds / 1000);

    /// <summary>Nanoseconds since the start.</summary>
    public abstract long Nanoseconds { get; }

    /// <summary>True where sleeping costs no time of this machine.</summary>
    public abstract bool IsVirtual { get; }

    /// <summary>The firmware waits for its line until a moment, in nanoseconds since the start; one that has passed is no wait.</summary>
    public abstract void WaitForLine(long until);

    /// <summary>The firmware has slept.</summary>
    public abstract void PassSleep(int milliseconds);

    /// <summary>The firmware has waited for its host, in whose hands it is how long that takes.</summary>
    public abstract void HostCame();
}
