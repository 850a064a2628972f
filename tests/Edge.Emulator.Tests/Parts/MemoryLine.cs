using Edge.Emulator.Lines;

namespace Edge.Emulator.Tests.Parts;

/// <summary>
/// A line whose input is a script and whose output is kept, for firmware run in this process. Allocates nothing while it runs.
/// </summary>
public sealed class MemoryLine(byte[][] script) : Line
{
    private readonly long[] allocatedAtWrites = new long[100_000];
    private readonly byte[] output = new byte[8 * 1024 * 1024];
    private int next;
    private int outputLength;
    private int writes;
    private bool started;
    private volatile bool interrupted;

    public override string Path => "memory";

    /// <summary>Set when the script is over and the firmware waits for more.</summary>
    public ManualResetEventSlim Idle { get; } = new();

    /// <summary>Set when the firmware has sent something.</summary>
    public ManualResetEventSlim Written { get; } = new();

    /// <summary>What the firmware's thread had allocated at each of its writes, in bytes.</summary>
    public ReadOnlySpan<long> AllocatedAtWrites => allocatedAtWrites.AsSpan(0, writes);

    public ReadOnlySpan<byte> Output => output.AsSpan(0, outputLength);

    public override int Read(Span<byte> buffer)
    {
        if (!started || next == script.Length)
        {
            return 0;
        }

        byte[] piece = script[next];
        next++;
        piece.CopyTo(buffer);
        return piece.Length;
    }

    /// <summary>The first wait of the firmware is when it listens; the script begins there.</summary>
    public override void WaitForInput(int milliseconds)
    {
        if (!started)
        {
            started = true;
        }
        else if (next == script.Length && !interrupted)
        {
            Idle.Set();
            Thread.Sleep(milliseconds);
        }
    }

    public override int Write(ReadOnlySpan<byte> bytes)
    {
        allocatedAtWrites[writes] = GC.GetAllocatedBytesForCurrentThread();
        writes++;
        bytes.CopyTo(output.AsSpan(outputLength));
        outputLength += bytes.Length;
        Written.Set();
        return bytes.Length;
    }

    public override void Interrupt() => interrupted = true;

    public override void Acknowledge() => interrupted = false;

    public override void Dispose()
    {
        Idle.Dispose();
        Written.Dispose();
    }
}
