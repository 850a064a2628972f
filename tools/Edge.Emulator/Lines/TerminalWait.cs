namespace Edge.Emulator.Lines;

/// <summary>
/// Waits for a terminal or for what wakes the wait: by poll on Linux, by select on macOS, whose poll takes terminals for invalid
/// descriptors and returns at once. select exists on Linux too, where the tests run it.
/// </summary>
public abstract unsafe class TerminalWait
{
    /// <summary>poll.</summary>
    public static readonly TerminalWait Poll = new Polling();

    /// <summary>select: descriptors 0 .. 1023, which the few of this process are.</summary>
    public static readonly TerminalWait Select = new Selecting();

    /// <summary>This system's.</summary>
    public static TerminalWait Own => OperatingSystem.IsMacOS() ? Select : Poll;

    /// <summary>Returns when the terminal is ready, the other descriptor is readable, the time is over or a signal came.</summary>
    /// <param name="terminal">The terminal's descriptor.</param>
    /// <param name="forRoom">True to wait for room to write, false for something to read.</param>
    /// <param name="wake">The descriptor that ends the wait once it is readable.</param>
    /// <param name="milliseconds">Longest wait; -1: no limit.</param>
    public abstract void For(int terminal, bool forRoom, int wake, int milliseconds);

    private sealed class Polling : TerminalWait
    {
        public override void For(int terminal, bool forRoom, int wake, int milliseconds)
        {
            PosixCalls.PollEntry* entries = stackalloc PosixCalls.PollEntry[2];
            entries[0] = new PosixCalls.PollEntry { Descriptor = terminal, Events = forRoom ? PosixCalls.PollOut : PosixCalls.PollIn };
            entries[1] = new PosixCalls.PollEntry { Descriptor = wake, Events = PosixCalls.PollIn };
            _ = PosixCalls.Poll(entries, 2, milliseconds);
        }
    }

    private sealed class Selecting : TerminalWait
    {
        private const int SetBytes = 1024 / 8;

        public override void For(int terminal, bool forRoom, int wake, int milliseconds)
        {
            byte* readable = stackalloc byte[SetBytes];
            byte* writable = stackalloc byte[SetBytes];
            new Span<byte>(readable, SetBytes).Clear();
            new Span<byte>(writable, SetBytes).Clear();
            Add(readable, wake);
            Add(forRoom ? writable : readable, terminal);
            PosixCalls.TimeValue wait = new() { Seconds = milliseconds / 1000, Microseconds = milliseconds % 1000 * 1000 };
            _ = PosixCalls.Select(Math.Max(terminal, wake) + 1, readable, writable, null, milliseconds < 0 ? null : &wait);
        }

        /// <summary>Bit n of an fd_set stands in byte n / 8, on both systems, since they are little-endian.</summary>
        private static void Add(byte* set, int descriptor) => new Span<byte>(set, SetBytes)[descriptor / 8] |= (byte)(1 << (descriptor % 8));
    }
}
