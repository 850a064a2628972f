namespace Edge.Emulator.Lines;

/// <summary>The device's end of a serial line whose other end a host opens by its path.</summary>
public abstract class Line : IDisposable
{
    /// <summary>What a host opens.</summary>
    public abstract string Path { get; }

    /// <summary>Takes what has arrived, without waiting; 0 where nothing has.</summary>
    public abstract int Read(Span<byte> buffer);

    /// <summary>Waits for input, an interrupt, or the time in milliseconds (-1: no limit), whichever is first.</summary>
    public abstract void WaitForInput(int milliseconds);

    /// <summary>Hands bytes over, waiting for room; returns how many were taken, 0 only where an interrupt came first.</summary>
    public abstract int Write(ReadOnlySpan<byte> bytes);

    /// <summary>Ends waiting, from any thread, until <see cref="Acknowledge"/>.</summary>
    public abstract void Interrupt();

    /// <summary>Lets waiting go on after an interrupt.</summary>
    public abstract void Acknowledge();

    /// <inheritdoc />
    public abstract void Dispose();
}
