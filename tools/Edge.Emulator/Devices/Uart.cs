using Edge.Emulator.Lines;
using Edge.Emulator.Runtime;

namespace Edge.Emulator.Devices;

/// <summary>
/// The serial controller with its receive buffer and its transmit FIFO. As on the board, everything pending is dropped when more arrives
/// than the buffer holds, and a write returns while its last bytes are still being sent.
/// </summary>
public sealed class Uart
{
    private const int ScratchBytes = 64 * 1024;
    private const byte Delimiter = 0;
    private const int RestMilliseconds = 50;
    private const int MostPolls = 1000;

    private readonly Line line;
    private readonly EmulatedDevice device;
    private readonly int? givenBauds;
    private readonly TransmitFifo fifo = new();
    private readonly byte[] pending = new byte[ScratchBytes];
    private int start;
    private int end;
    private bool polledEmpty;
    private int pollsSinceInput;
    private bool overflowed;
    private int bauds;

    /// <param name="line">What the bytes go over.</param>
    /// <param name="device">The board.</param>
    /// <param name="givenBauds">Speed of the line whatever the firmware sets; null: what it sets.</param>
    internal Uart(Line line, EmulatedDevice device, int? givenBauds)
    {
        this.line = line;
        this.device = device;
        this.givenBauds = givenBauds;
    }

    /// <summary>Size of the receive buffer in bytes, as the firmware set it.</summary>
    public int ReceiveBufferBytes { get; set; }

    /// <summary>Speed of the line in bauds, as the firmware set it unless another was given.</summary>
    public int Bauds
    {
        get => bauds;
        set => bauds = givenBauds ?? value;
    }

    /// <summary>True while the firmware has the port open.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Bytes that wait to be read. Takes in what has arrived; where time is virtual, the firmware's sleep does.</summary>
    public int Available
    {
        get
        {
            device.CheckReset();
            if (!device.Clock.IsVirtual || IsOwedALook())
            {
                TakeIn();
            }

            polledEmpty = end == start;
            return end - start;
        }
    }

    /// <summary>
    /// Waits until that many bytes are there; false where the time in milliseconds (-1: no limit) ran out first. What arrives meanwhile
    /// can overflow the buffer: bytes that were counted before may be gone, as on the board.
    /// </summary>
    internal bool WaitFor(int count, int milliseconds)
    {
        long started = Environment.TickCount64;
        while (Available < count)
        {
            long left = milliseconds == Timeout.Infinite ? Timeout.Infinite : milliseconds - (Environment.TickCount64 - started);
            if (milliseconds != Timeout.Infinite && left <= 0)
            {
                device.Clock.PassSleep(milliseconds);
                return false;
            }

            line.WaitForInput((int)left);
            TakeIn();
        }

        return true;
    }

    /// <summary>Moves waiting bytes to a buffer; there must be that many.</summary>
    internal void Read(Span<byte> buffer)
    {
        pending.AsSpan(start, buffer.Length).CopyTo(buffer);
        start += buffer.Length;
        if (start == end)
        {
            start = 0;
            end = 0;
        }
    }

    /// <summary>Sends bytes and returns when the last of them are in the FIFO. The other end may see them before their time has come.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        int count = bytes.Length;
        while (bytes.Length > 0)
        {
            device.CheckReset();
            bytes = bytes[line.Write(bytes)..];
        }

        device.Clock.WaitForLine(fifo.Write(count, device.Clock.Nanoseconds, Bauds));
    }

    /// <summary>
    /// What the firmware's sleep is: the time asked for, cut short by input where the firmware has just found none, since it sleeps to
    /// poll again. Where time is virtual, the sleep of a device that polls lasts until there is input and counts as long as it was asked
    /// for: how long a host thinks is no time of the board's. Any other sleep is over at once.
    /// </summary>
    internal void Sleep(int milliseconds)
    {
        device.CheckReset();
        bool polls = IsOpen && polledEmpty;
        if (device.Clock.IsVirtual)
        {
            if (polls)
            {
                AwaitInput();
            }
        }
        else if (polls)
        {
            device.Clock.WaitForLine(fifo.FreeAt);
            line.WaitForInput(milliseconds);
            device.ServeRequests();
        }
        else
        {
            Thread.Sleep(milliseconds);
        }

        device.Clock.PassSleep(milliseconds);
        device.CheckReset();
    }

    /// <summary>The state after a reset: closed, and what has arrived is lost.</summary>
    internal void Reset()
    {
        IsOpen = false;
        polledEmpty = false;
        pollsSinceInput = 0;
        overflowed = false;
        start = 0;
        end = 0;
        fifo.Reset();
        while (line.Read(pending) > 0)
        {
        }
    }

    /// <summary>Waits until something has come in, and takes it in. A host asks again when it has heard all.</summary>
    private void AwaitInput()
    {
        device.Clock.WaitForLine(fifo.FreeAt);
        do
        {
            device.ServeRequests();
            line.WaitForInput(Timeout.Infinite);
            device.ServeRequests();
            device.CheckReset();
            device.Clock.HostCame();
            TakeIn();
        }
        while (end == start);
    }

    /// <summary>
    /// Where time is virtual, a host takes as long to ask again as the firmware's next sleep, be it in truth faster or slower: input is
    /// taken in there. Firmware that polls without sleeping gets it all the same, after many polls.
    /// </summary>
    private bool IsOwedALook()
    {
        pollsSinceInput = Math.Min(pollsSinceInput + 1, MostPolls);
        return pollsSinceInput == MostPolls;
    }

    private void TakeIn()
    {
        if (start > 0 && end > ScratchBytes / 2)
        {
            pending.AsSpan(start, end - start).CopyTo(pending);
            end -= start;
            start = 0;
        }

        int count = line.Read(pending.AsSpan(end));
        if (count == 0)
        {
            return;
        }

        if (device.Clock.IsVirtual)
        {
            count = TakeInRest(count);
        }

        pollsSinceInput = 0;

        // What comes in came while the firmware waited: in this protocol the device is silent until it is asked.
        device.Clock.WaitForLine(device.Clock.Nanoseconds + TransmitFifo.LineTime(count, Bauds));
        end += count;
        if (end - start > ReceiveBufferBytes)
        {
            // Said once per boot: a host that does not read standard error must not stop the device.
            if (!overflowed)
            {
                DebugPort.Say(
                    $"{end - start} bytes for a receive buffer of {ReceiveBufferBytes}: all are dropped, as on the board");
            }

            overflowed = true;
            start = 0;
            end = 0;
        }
    }

    /// <summary>
    /// A host writes frames whole, and the system may hand them over in pieces: the firmware sees all of it at once, whatever this
    /// machine's load, so that it polls as often in every run.
    /// </summary>
    private int TakeInRest(int count)
    {
        while (pending[end + count - 1] != Delimiter && end + count < pending.Length)
        {
            line.WaitForInput(RestMilliseconds);
            int more = line.Read(pending.AsSpan(end + count));
            if (more == 0)
            {
                break;
            }

            count += more;
        }

        return count;
    }
}
