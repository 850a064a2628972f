using System.Globalization;
using System.IO.Pipes;

namespace Edge.Emulator.Lines;

/// <summary>A named pipe on Windows, which has no pseudo-terminals: one host at a time, the next one after it has closed.</summary>
public sealed class NamedPipeLine : Line
{
    private const int PieceBytes = 64 * 1024;

    private readonly Lock gate = new();
    private readonly NamedPipeServerStream pipe;
    private readonly AutoResetEvent signal = new(false);
    private readonly Queue<byte[]> arrived = new();
    private int firstOffset;
    private volatile bool interrupted;

    /// <summary>Makes a pipe whose name holds this process's number, and starts to listen.</summary>
    public NamedPipeLine()
    {
        string name = "edge-emulator-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Path = @"\\.\pipe\" + name;
        pipe = new NamedPipeServerStream(
            name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous, PieceBytes, PieceBytes);
        new Thread(Receive) { IsBackground = true, Name = "pipe" }.Start();
    }

    /// <inheritdoc />
    public override string Path { get; }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        int filled = 0;
        lock (gate)
        {
            while (filled < buffer.Length && arrived.TryPeek(out byte[]? piece))
            {
                int count = Math.Min(buffer.Length - filled, piece.Length - firstOffset);
                piece.AsSpan(firstOffset, count).CopyTo(buffer[filled..]);
                filled += count;
                firstOffset += count;
                if (firstOffset == piece.Length)
                {
                    arrived.Dequeue();
                    firstOffset = 0;
                }
            }
        }

        return filled;
    }

    /// <inheritdoc />
    public override void WaitForInput(int milliseconds)
    {
        lock (gate)
        {
            if (arrived.Count > 0 || interrupted)
            {
                return;
            }
        }

        signal.WaitOne(milliseconds);
    }

    /// <inheritdoc />
    public override int Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (pipe.IsConnected)
            {
                pipe.Write(bytes);
            }
        }
        catch (IOException)
        {
            // The host has closed the pipe: what is sent to nobody is lost, as on a wire.
        }

        return bytes.Length;
    }

    /// <inheritdoc />
    public override void Interrupt()
    {
        interrupted = true;
        signal.Set();
    }

    /// <inheritdoc />
    public override void Acknowledge() => interrupted = false;

    /// <inheritdoc />
    public override void Dispose()
    {
        pipe.Dispose();
        signal.Dispose();
    }

    private void Receive()
    {
        byte[] buffer = new byte[PieceBytes];
        while (true)
        {
            try
            {
                pipe.WaitForConnection();
                for (int count = pipe.Read(buffer); count > 0; count = pipe.Read(buffer))
                {
                    lock (gate)
                    {
                        arrived.Enqueue(buffer[..count]);
                    }

                    signal.Set();
                }

                pipe.Disconnect();
            }
            catch (IOException)
            {
                pipe.Disconnect();
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }
}
