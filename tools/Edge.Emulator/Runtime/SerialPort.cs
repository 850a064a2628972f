using Edge.Emulator.Devices;

namespace Edge.Emulator.Runtime;

/// <summary>Stand-in for System.IO.Ports.SerialPort of nanoFramework: COM2 or COM3, whose other end is the emulator's line.</summary>
public sealed class SerialPort : IDisposable
{
    private const int FirstPort = 2;
    private const int LastPort = 3;
    private const int DefaultBufferBytes = 256;
    private const int LeastBufferBytes = 129;
    private const int TransmitFunction = 0;
    private const int ReceiveFunction = 1;

    private readonly EmulatedDevice device;
    private readonly Uart uart;
    private readonly int port;
    private int bufferBytes = DefaultBufferBytes;
    private int baudRate;

    /// <summary>Describes a port; <see cref="Open"/> opens it.</summary>
    public SerialPort(string portName, int baudRate = 9600, Parity parity = Parity.None, int dataBits = 8, StopBits stopBits = StopBits.One)
    {
        device = EmulatedDevice.Current;
        device.CheckReset();
        uart = device.Uart;
        port = portName.Length == 4 && portName.StartsWith("COM", StringComparison.Ordinal) ? portName[3] - '0' : 0;
        if (port < FirstPort || port > LastPort)
        {
            throw new ArgumentException($"{portName} is not COM2 or COM3; COM1 is the port for deployment");
        }

        if (parity != Parity.None || dataBits != 8 || stopBits != StopBits.One)
        {
            throw new NotSupportedException("the emulator's line has 8 data bits, no parity and one stop bit");
        }

        PortName = portName;
        BaudRate = baudRate;
    }

    /// <summary>COM2 or COM3.</summary>
    public string PortName { get; }

    /// <summary>Bauds; once it is open those of the line, where the emulator was given a speed of its own.</summary>
    public int BaudRate
    {
        get => IsOpen ? uart.Bauds : baudRate;
        set => baudRate = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <summary>True between <see cref="Open"/> and <see cref="Close"/>.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Size of the receive buffer in bytes; the driver makes it 129 at least. Set before <see cref="Open"/>.</summary>
    public int ReadBufferSize
    {
        get => bufferBytes;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            if (IsOpen)
            {
                throw new InvalidOperationException();
            }

            bufferBytes = value;
        }
    }

    /// <summary>The same number: both buffers share one size on the board.</summary>
    public int WriteBufferSize
    {
        get => ReadBufferSize;
        set => ReadBufferSize = value;
    }

    /// <summary>How long <see cref="Read"/> waits in milliseconds; -1: without limit.</summary>
    public int ReadTimeout { get; set; } = Timeout.Infinite;

    /// <summary>Bytes that have arrived and wait.</summary>
    public int BytesToRead => Opened().Available;

    /// <summary>Opens the port.</summary>
    /// <exception cref="InvalidOperationException">It is open already, or its pins have not been set.</exception>
    public void Open()
    {
        device.CheckReset();
        if (uart.IsOpen)
        {
            throw new InvalidOperationException($"{PortName} is open already");
        }

        RequirePin(TransmitFunction, "TX");
        RequirePin(ReceiveFunction, "RX");
        uart.ReceiveBufferBytes = Math.Max(bufferBytes, LeastBufferBytes);
        uart.Bauds = BaudRate;
        uart.IsOpen = true;
        IsOpen = true;
        device.Listening?.Invoke();
    }

    /// <summary>Closes the port.</summary>
    public void Close()
    {
        if (IsOpen)
        {
            IsOpen = false;
            uart.IsOpen = false;
        }
    }

    /// <inheritdoc />
    public void Dispose() => Close();

    /// <summary>
    /// Reads exactly that many bytes, waiting for them as the board does; a count above the buffer's size is never there.
    /// </summary>
    /// <exception cref="TimeoutException">They did not come within <see cref="ReadTimeout"/>; those that did are kept.</exception>
    public int Read(byte[] buffer, int offset, int count)
    {
        Uart opened = Opened();
        Span<byte> target = buffer.AsSpan(offset, count);
        if (!opened.WaitFor(count, ReadTimeout))
        {
            throw new TimeoutException();
        }

        opened.Read(target);
        return count;
    }

    /// <summary>Reads one byte, waiting for it.</summary>
    public int ReadByte()
    {
        byte[] one = new byte[1];
        Read(one, 0, 1);
        return one[0];
    }

    /// <summary>Sends bytes; returns when the last of them are in the FIFO, at once where all of them fit.</summary>
    public void Write(byte[] buffer, int offset, int count) => Opened().Write(buffer.AsSpan(offset, count));

    /// <summary>Sends one byte.</summary>
    public void WriteByte(byte value) => Opened().Write([value]);

    private Uart Opened() => IsOpen ? uart : throw new InvalidOperationException($"{PortName} is not open");

    private void RequirePin(int function, string name)
    {
        if (!device.FunctionPins.ContainsKey((int)DeviceFunction.Serial + (port << 8) + function))
        {
            throw new InvalidOperationException($"{PortName} has no default pins: set its {name} pin before it is opened");
        }
    }
}
