using System.Runtime.InteropServices;

namespace Edge.Emulator.Lines;

/// <summary>
/// A pseudo-terminal in raw mode on Linux and macOS: the device holds the master, a host opens the slave as it would open a serial port.
/// </summary>
public sealed class PseudoTerminal : Line
{
    private readonly TerminalWait waiting;
    private readonly int master;
    private readonly int slave;
    private readonly int wakeRead;
    private readonly int wakeWrite;

    /// <summary>Makes a pseudo-terminal.</summary>
    /// <exception cref="EmulatorException">The system gives none.</exception>
    public PseudoTerminal()
        : this(TerminalWait.Own)
    {
    }

    /// <summary>Makes one that waits in one of the ways there are.</summary>
    /// <param name="waiting">The way.</param>
    /// <exception cref="EmulatorException">The system gives none.</exception>
    public unsafe PseudoTerminal(TerminalWait waiting)
    {
        this.waiting = waiting;
        int flags = PosixCalls.ReadWrite | PosixCalls.NoControllingTerminal | PosixCalls.NonBlocking;
        master = Require(PosixCalls.OpenPseudoTerminal(flags), "posix_openpt");
        Require(PosixCalls.Grant(master), "grantpt");
        Require(PosixCalls.Unlock(master), "unlockpt");
        Path = Marshal.PtrToStringUTF8(PosixCalls.Name(master)) ?? throw Failed("ptsname");

        // Held open so that the terminal outlives the hosts that come and go, and keeps its raw mode.
        slave = Require(PosixCalls.Open(Path, PosixCalls.ReadWrite | PosixCalls.NoControllingTerminal), "open " + Path);
        byte* termios = stackalloc byte[PosixCalls.TermiosBytes];
        Require(PosixCalls.GetTerminal(slave, termios), "tcgetattr");
        PosixCalls.MakeRaw(termios);
        Require(PosixCalls.SetTerminal(slave, PosixCalls.SetNow, termios), "tcsetattr");

        int* ends = stackalloc int[2];
        Require(PosixCalls.Pipe(ends), "pipe");
        wakeRead = ends[0];
        wakeWrite = ends[1];
    }

    /// <inheritdoc />
    public override string Path { get; }

    /// <inheritdoc />
    public override unsafe int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        fixed (byte* start = buffer)
        {
            nint count = PosixCalls.Read(master, start, buffer.Length);
            if (count >= 0)
            {
                return (int)count;
            }
        }

        int error = Marshal.GetLastPInvokeError();
        return error == PosixCalls.WouldBlock || error == PosixCalls.Interrupted ? 0 : throw Failed("read");
    }

    /// <inheritdoc />
    public override void WaitForInput(int milliseconds) => waiting.For(master, forRoom: false, wakeRead, milliseconds);

    /// <inheritdoc />
    public override unsafe int Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint count = PosixCalls.Write(master, start, bytes.Length);
            if (count >= 0)
            {
                return (int)count;
            }
        }

        int error = Marshal.GetLastPInvokeError();
        if (error != PosixCalls.WouldBlock && error != PosixCalls.Interrupted)
        {
            throw Failed("write");
        }

        waiting.For(master, forRoom: true, wakeRead, Timeout.Infinite);
        return 0;
    }

    /// <inheritdoc />
    public override unsafe void Interrupt()
    {
        byte wake = 1;
        _ = PosixCalls.Write(wakeWrite, &wake, 1);
    }

    /// <inheritdoc />
    public override unsafe void Acknowledge()
    {
        byte* bytes = stackalloc byte[16];
        while (IsInterrupted() && PosixCalls.Read(wakeRead, bytes, 16) > 0)
        {
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _ = PosixCalls.Close(slave);
        _ = PosixCalls.Close(master);
        _ = PosixCalls.Close(wakeRead);
        _ = PosixCalls.Close(wakeWrite);
    }

    private static int Require(int result, string call) => result >= 0 ? result : throw Failed(call);

    private static EmulatorException Failed(string call) =>
        new($"the pseudo-terminal failed in {call}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    private unsafe bool IsInterrupted()
    {
        PosixCalls.PollEntry entry = new() { Descriptor = wakeRead, Events = PosixCalls.PollIn };
        return PosixCalls.Poll(&entry, 1, 0) > 0;
    }
}
