using System.Diagnostics;
using System.IO.Pipes;

namespace Edge.Devices.Serial;

/// <summary>
/// A named pipe, <c>\\.\pipe\NAME</c>: how the emulator is reached on Windows. One read is always under way into a buffer of its own, so
/// that a wait that runs out loses no byte.
/// </summary>
internal sealed class NamedPipeLink : ISerialLink
{
    private const string Prefix = @"\\.\pipe\";
    private const int ConnectMilliseconds = 5000;
    private const int WaitSliceMilliseconds = 100;
    private const int WritePatienceMilliseconds = 5000;
    private readonly NamedPipeClientStream stream;
    private readonly byte[] pending = new byte[1 << 16];
    private Task<int>? reading;
    private int pendingOffset;
    private int pendingCount;

    private NamedPipeLink(string name, NamedPipeClientStream stream)
    {
        Name = name;
        this.stream = stream;
    }

    public string Name { get; }

    /// <summary>Whether a name stands for a pipe.</summary>
    public static bool IsPipe(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Connects to a pipe that another process serves.</summary>
    /// <exception cref="SerialPortException">Nobody serves it, or somebody else uses it.</exception>
    public static NamedPipeLink Open(string name)
    {
        NamedPipeClientStream stream = new(".", name[Prefix.Length..], PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            stream.Connect(ConnectMilliseconds);
            return new NamedPipeLink(name, stream);
        }
        catch (TimeoutException)
        {
            stream.Dispose();
            throw new SerialPortException(
                SerialFault.NotFound, $"nobody answers at {name}; the emulator has ended, or another program uses it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream.Dispose();
            throw new SerialPortException(SerialFault.Other, $"cannot open {name}: {OneLine.Of(e.Message)}");
        }
    }

    public int Read(Span<byte> buffer, int timeoutMilliseconds, CancellationToken cancellation)
    {
        if (pendingCount == 0 && !WaitForBytes(timeoutMilliseconds, cancellation))
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, pendingCount);
        pending.AsSpan(pendingOffset, count).CopyTo(buffer);
        pendingOffset += count;
        pendingCount -= count;
        return count;
    }

    public void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        byte[] copy = bytes.ToArray();
        try
        {
            Task writing = stream.WriteAsync(copy, cancellation).AsTask();
            if (!writing.Wait(WritePatienceMilliseconds, cancellation))
            {
                throw new SerialPortException(
                    SerialFault.Stuck, $"{Name} has taken no byte for {WritePatienceMilliseconds / 1000} s; start the emulator again");
            }
        }
        catch (AggregateException e) when (e.InnerException is IOException or ObjectDisposedException)
        {
            throw HungUp();
        }
    }

    public void Dispose() => stream.Dispose();

    private bool WaitForBytes(int timeoutMilliseconds, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        reading ??= stream.ReadAsync(pending, CancellationToken.None).AsTask();
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                double left = timeoutMilliseconds - Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                if (reading.Wait((int)Math.Clamp(left, 0, WaitSliceMilliseconds), cancellation))
                {
                    break;
                }

                if (left <= 0)
                {
                    return false;
                }
            }
        }
        catch (AggregateException e) when (e.InnerException is IOException or ObjectDisposedException)
        {
            throw HungUp();
        }

        pendingOffset = 0;
        pendingCount = reading.Result;
        reading = null;
        return pendingCount > 0 ? true : throw HungUp();
    }

    private SerialPortException HungUp() => new(SerialFault.HungUp, $"{Name} hung up: the process behind it ended");
}
