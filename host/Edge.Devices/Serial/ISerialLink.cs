namespace Edge.Devices.Serial;

/// <summary>
/// A byte stream to a device: a serial port, a pseudo-terminal or a pipe. One thread uses it at a time. Bytes arrive in order but any of
/// them may be missing, doubled or altered; the protocol's frames see to that.
/// </summary>
public interface ISerialLink : IDisposable
{
    /// <summary>What the user calls it, such as <c>/dev/ttyUSB0</c> or <c>COM3</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Waits for bytes and takes those that are there, at most <paramref name="buffer"/>.Length.
    /// </summary>
    /// <param name="buffer">Receives the bytes.</param>
    /// <param name="timeoutMilliseconds">Longest wait for the first byte; 0 takes only what is there.</param>
    /// <param name="cancellation">Ends the wait within a tenth of a second.</param>
    /// <returns>How many bytes came; 0 when the time ran out.</returns>
    /// <exception cref="SerialPortException">The other end has gone or the port failed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    int Read(Span<byte> buffer, int timeoutMilliseconds, CancellationToken cancellation);

    /// <summary>Hands all bytes to the port, waiting while its buffer is full.</summary>
    /// <param name="bytes">What to send.</param>
    /// <param name="cancellation">Ends the wait within a tenth of a second; part of the bytes may have been sent.</param>
    /// <exception cref="SerialPortException">The other end has gone, takes no bytes for five seconds, or the port failed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation);
}
