namespace Edge.Emulator.Timing;

/// <summary>The board's time since its start.</summary>
public abstract class BoardClock
{
    /// <summary>Microseconds since the start.</summary>
    public abstract ulong Microseconds { get; }

    /// <summary>True where sleeping costs no time of this machine.</summary>
    public abstract bool IsVirtual { get; }

    /// <summary>Bytes have gone over the line, at so many bauds and ten bits each, while the firmware waited.</summary>
    public abstract void PassLine(int bytes, int bauds);

    /// <summary>The firmware has slept.</summary>
    public abstract void PassSleep(int milliseconds);
}
