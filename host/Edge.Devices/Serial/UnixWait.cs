using System.Runtime.InteropServices;

namespace Edge.Devices.Serial;

/// <summary>What a wait for a terminal's descriptor ended with.</summary>
[Flags]
internal enum Readiness
{
    /// <summary>Time ran out, or a signal came.</summary>
    None = 0,

    /// <summary>There is something to read, or the end of the stream.</summary>
    Readable = 1,

    /// <summary>There is room to write.</summary>
    Writable = 2,

    /// <summary>The other end has gone.</summary>
    HungUp = 4,

    /// <summary>The call failed; the error is in <see cref="Marshal.GetLastPInvokeError"/>.</summary>
    Failed = 8,
}

/// <summary>
/// Waits for a terminal: by poll on Linux, by select on macOS, whose poll says of many terminals, pseudo-terminals among them, that their
/// descriptor is no valid one. select exists on Linux too, where the tests run it.
/// </summary>
internal abstract unsafe class UnixWait
{
    /// <summary>poll: any descriptor; hanging up is told by itself.</summary>
    public static readonly UnixWait Poll = new Polling();

    /// <summary>select: descriptors below <see cref="MostSelected"/>; after hanging up it is reading and writing that fail.</summary>
    public static readonly UnixWait Select = new Selecting();

    /// <summary>Descriptors that fit into an fd_set, 0 .. 1023.</summary>
    public const int MostSelected = 1024;

    /// <summary>This system's.</summary>
    public static UnixWait Own => OperatingSystem.IsMacOS() ? Select : Poll;

    /// <summary>Waits until a descriptor is ready for what is wanted.</summary>
    /// <param name="descriptor">An open terminal.</param>
    /// <param name="wanted"><see cref="Readiness.Readable"/> or <see cref="Readiness.Writable"/>.</param>
    /// <param name="milliseconds">Longest wait, 0 or more.</param>
    public abstract Readiness For(int descriptor, Readiness wanted, int milliseconds);

    private static Readiness OfFailure() =>
        Marshal.GetLastPInvokeError() == UnixNative.Interrupted ? Readiness.None : Readiness.Failed;

    private sealed class Polling : UnixWait
    {
        public override Readiness For(int descriptor, Readiness wanted, int milliseconds)
        {
            short events = wanted == Readiness.Readable ? UnixNative.PollIn : UnixNative.PollOut;
            UnixNative.PollEntry entry = new() { Descriptor = descriptor, Wanted = events };
            int ready = UnixNative.Poll(&entry, 1, milliseconds);
            if (ready < 0)
            {
                return OfFailure();
            }

            const int Gone = UnixNative.PollHangUp | UnixNative.PollError | UnixNative.PollInvalid;
            return ready == 0 ? Readiness.None
                : ((entry.Got & events) != 0 ? wanted : Readiness.None) | ((entry.Got & Gone) != 0 ? Readiness.HungUp : Readiness.None);
        }
    }

    private sealed class Selecting : UnixWait
    {
        public override Readiness For(int descriptor, Readiness wanted, int milliseconds)
        {
            // Bit n of an fd_set stands in byte n / 8, on both systems, since they are little-endian.
            byte* set = stackalloc byte[MostSelected / 8];
            new Span<byte>(set, MostSelected / 8).Clear();
            set[descriptor / 8] = (byte)(1 << (descriptor % 8));
            UnixNative.TimeValue wait = new() { Seconds = milliseconds / 1000, Microseconds = milliseconds % 1000 * 1000 };
            int ready = UnixNative.Select(
                descriptor + 1, wanted == Readiness.Readable ? set : null, wanted == Readiness.Writable ? set : null, null, &wait);
            return ready < 0 ? OfFailure() : ready == 0 ? Readiness.None : wanted;
        }
    }
}
