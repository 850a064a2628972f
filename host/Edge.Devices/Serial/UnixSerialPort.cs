using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Edge.Devices.Serial;

/// <summary>A terminal device of Linux or macOS, raw 8N1, held by this process alone. Reads and writes wait as <see cref="UnixWait"/> says.</summary>
internal sealed unsafe class UnixSerialPort : ISerialLink
{
    private const int WaitSliceMilliseconds = 100;
    private const int WritePatienceMilliseconds = 5000;
    private readonly UnixWait waiting;
    private int descriptor;
    private bool exclusive;

    private UnixSerialPort(string name, int descriptor, UnixWait waiting)
    {
        Name = name;
        this.descriptor = descriptor;
        this.waiting = waiting;
    }

    public string Name { get; }

    /// <summary>Opens a terminal device.</summary>
    /// <exception cref="SerialPortException">It does not exist, is held by another, may not be opened, or is no terminal.</exception>
    public static UnixSerialPort Open(string path, int bauds) => Open(path, bauds, UnixWait.Own);

    /// <summary>As <see cref="Open(string, int)"/>, with one of the ways to wait.</summary>
    internal static UnixSerialPort Open(string path, int bauds, UnixWait waiting)
    {
        BaudRate.Require(bauds);
        int descriptor = UnixNative.Open(path, UnixNative.OpenFlags);
        if (descriptor < 0)
        {
            throw OpenFailure(path, Marshal.GetLastPInvokeError());
        }

        UnixSerialPort port = new(path, descriptor, waiting);
        try
        {
            if (waiting == UnixWait.Select && descriptor >= UnixWait.MostSelected)
            {
                throw new SerialPortException(SerialFault.Other, $"cannot open {path}: this process has {descriptor} files open, more than can be waited for");
            }

            port.Prepare(bauds);
            return port;
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }

    public int Read(Span<byte> buffer, int timeoutMilliseconds, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            int left = timeoutMilliseconds - (int)Math.Min(int.MaxValue, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Readiness ready = Wait(Readiness.Readable, Math.Clamp(left, 0, WaitSliceMilliseconds));
            if (ready == Readiness.None)
            {
                if (left <= 0)
                {
                    return 0;
                }

                continue;
            }

            int count = TakeAvailable(buffer);
            if (count > 0)
            {
                return count;
            }

            // Readable with nothing to read, or hung up: both mean that the other end has gone. Only EAGAIN (-1) is worth another look.
            if (count == 0 || !ready.HasFlag(Readiness.Readable))
            {
                throw HungUp();
            }
        }
    }

    public void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (bytes.Length > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            nint count;
            fixed (byte* first = bytes)
            {
                count = UnixNative.Write(Descriptor, first, (nuint)bytes.Length);
            }

            if (count > 0)
            {
                bytes = bytes[(int)count..];
                start = Stopwatch.GetTimestamp();
                continue;
            }

            int error = count < 0 ? Marshal.GetLastPInvokeError() : UnixNative.Again;
            if (error == UnixNative.Again)
            {
                WaitForRoom(start);
            }
            else if (error != UnixNative.Interrupted)
            {
                throw Failure(error);
            }
        }
    }

    public void Dispose()
    {
        if (descriptor >= 0)
        {
            if (exclusive)
            {
                UnixNative.Control(descriptor, UnixNative.SetShared, 0);
            }

            // A child of this process that is about to become another program has a copy of the descriptor, which would keep the lock.
            UnixNative.Lock(descriptor, UnixNative.Unlock);
            UnixNative.Close(descriptor);
            descriptor = -1;
        }
    }

    private int Descriptor
    {
        get
        {
            ObjectDisposedException.ThrowIf(descriptor < 0, this);
            return descriptor;
        }
    }

    private static SerialPortException OpenFailure(string path, int error) => error switch
    {
        UnixNative.NoSuchFile => SerialPorts.NotFound(path),
        UnixNative.NoSuchAddress or UnixNative.NoSuchDevice => new(
            SerialFault.NotFound, $"{path} has no device behind it; plug it in again, `edge devices` lists what is there"),
        UnixNative.Busy => BusyPort(path),
        UnixNative.AccessDenied or UnixNative.NotPermitted => new(
            SerialFault.PermissionDenied,
            $"no permission to open {path}; join the group that owns it (dialout, on some systems uucp): "
            + "sudo usermod -aG dialout $USER, then log in again"),
        UnixNative.IsDirectory => NoTerminal(path),
        _ => new(SerialFault.Other, $"cannot open {path}: {UnixNative.LastMessage()}"),
    };

    private static SerialPortException BusyPort(string path) => new(
        SerialFault.Busy, $"{path} is held by another program; close its monitor or the other edge, then try again");

    private static SerialPortException NoTerminal(string path) => new(
        SerialFault.NotASerialPort, $"{path} is no serial port; `edge devices` lists those that are there");

    private void Prepare(int bauds)
    {
        // flock also holds against root and comes first: a port that another edge uses must not have its settings changed.
        if (UnixNative.Lock(descriptor, UnixNative.LockExclusiveNow) != 0)
        {
            throw BusyPort(Name);
        }

        long got = OperatingSystem.IsMacOS() ? MacTermios.MakeRaw(descriptor, bauds) : LinuxTermios.MakeRaw(descriptor, bauds);
        if (got < 0)
        {
            throw Marshal.GetLastPInvokeError() switch
            {
                UnixNative.NotATerminal => NoTerminal(Name),
                UnixNative.InvalidArgument => new SerialPortException(
                    SerialFault.BaudRate, $"{Name} refuses {bauds} baud; boards usually take 115200, 460800 or 921600"),
                _ => new SerialPortException(SerialFault.Other, $"cannot set up {Name}: {UnixNative.LastMessage()}"),
            };
        }

        BaudRate.RequireNear(Name, bauds, got);
        if (UnixNative.Control(descriptor, UnixNative.SetExclusive, 0) != 0)
        {
            throw BusyPort(Name);
        }

        exclusive = true;
        if (OperatingSystem.IsMacOS())
        {
            MacTermios.DiscardInput(descriptor);
        }
        else
        {
            LinuxTermios.DiscardInput(descriptor);
        }
    }

    private Readiness Wait(Readiness wanted, int milliseconds)
    {
        Readiness ready = waiting.For(Descriptor, wanted, milliseconds);
        return ready == Readiness.Failed ? throw Failure(Marshal.GetLastPInvokeError()) : ready;
    }

    /// <returns>Bytes taken, 0 at the end of the stream, -1 when there is nothing just now.</returns>
    private int TakeAvailable(Span<byte> buffer)
    {
        nint count;
        fixed (byte* first = buffer)
        {
            count = UnixNative.Read(Descriptor, first, (nuint)buffer.Length);
        }

        if (count >= 0)
        {
            return (int)count;
        }

        int error = Marshal.GetLastPInvokeError();
        return error == UnixNative.Again || error == UnixNative.Interrupted ? -1 : throw Failure(error);
    }

    private void WaitForRoom(long start)
    {
        Readiness ready = Wait(Readiness.Writable, WaitSliceMilliseconds);
        if (ready.HasFlag(Readiness.HungUp))
        {
            throw HungUp();
        }

        if (ready == Readiness.None && Stopwatch.GetElapsedTime(start).TotalMilliseconds > WritePatienceMilliseconds)
        {
            throw new SerialPortException(
                SerialFault.Stuck, $"{Name} has taken no byte for {WritePatienceMilliseconds / 1000} s; "
                    + "reset the device or plug it in again");
        }
    }

    private SerialPortException Failure(int error) => error is UnixNative.InputOutput or UnixNative.NoSuchAddress or UnixNative.NoSuchDevice
        ? HungUp()
        : new SerialPortException(SerialFault.Other, $"{Name} failed: {UnixNative.LastMessage()}");

    private SerialPortException HungUp() => new(
        SerialFault.HungUp, $"{Name} hung up: the device was unplugged, or the process behind it ended");
}
