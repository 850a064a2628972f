namespace Edge.Emulator.Devices;

/// <summary>
/// The sending side of the serial controller: 128 bytes of FIFO and, on nanoFramework, no buffer besides. SerialPort.Write puts into it
/// what fits and returns at once where that is all; else the rest is put in by another task, always when fewer than ten bytes are left,
/// and the write returns with the last of it (nf-interpreter, targets/ESP32/_nanoCLR/System.IO.Ports: the driver is installed with a
/// transmit buffer of 0; ESP-IDF 5.5, esp_driver_uart: uart_tx_chars, uart_tx_all, UART_EMPTY_THRESH_DEFAULT). Times in nanoseconds.
/// </summary>
/// <remarks>A byte counts until it is sent; the controller also has one in its shift register. What tasks take to wake up is left out.</remarks>
public sealed class TransmitFifo
{
    /// <summary>Bytes that it holds.</summary>
    public const int Capacity = 128;

    /// <summary>Bytes below which it is filled up.</summary>
    private const int RefillBelow = 10;

    private const long BitsPerByte = 10;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>When everything that was written will have been sent.</summary>
    public long FreeAt { get; private set; }

    /// <summary>Time that so many bytes take on the line: start, eight data bits, stop.</summary>
    public static long LineTime(long bytes, int bauds) => bytes * BitsPerByte * NanosecondsPerSecond / bauds;

    /// <summary>Writes bytes at a moment; returns when the write is over.</summary>
    public long Write(int count, long now, int bauds)
    {
        long start = Math.Max(FreeAt, now);

        // Where this machine's clock is the board's, bytes wait in name only, and as many as are ever sent.
        long queued = Math.Min(start - now, LineTime(Capacity, bauds));
        long waiting = (queued * bauds + BitsPerByte * NanosecondsPerSecond - 1) / (BitsPerByte * NanosecondsPerSecond);
        FreeAt = start + LineTime(count, bauds);
        long rest = count - (Capacity - waiting);
        if (rest <= 0)
        {
            return now;
        }

        // Filled up by as many bytes as make it full each time but the last.
        const int Refill = Capacity - RefillBelow + 1;
        long last = (rest - 1) % Refill + 1;
        return Math.Max(now, FreeAt - LineTime(last + RefillBelow - 1, bauds));
    }

    /// <summary>The state after a reset.</summary>
    public void Reset() => FreeAt = 0;
}
