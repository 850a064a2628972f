using System.Diagnostics;
using Edge.Emulator.Costs;
using Edge.Emulator.Firmware;
using Edge.Emulator.Lines;
using Edge.Emulator.Memory;
using Edge.Emulator.Metering;
using Edge.Emulator.Profiling;
using Edge.Emulator.Runtime;
using Edge.Emulator.Timing;

namespace Edge.Emulator.Devices;

/// <summary>A board with firmware on it: boots it, resets it, and is what the stand-ins reach from the firmware's thread.</summary>
public sealed class EmulatedDevice
{
    /// <summary>How often a device that calls no stand-in is looked at: when an expiry is seen, not whether there is one.</summary>
    private const int WatchMilliseconds = 20;

    [ThreadStatic]
    private static EmulatedDevice? current;

    private readonly FirmwareImage firmware;
    private readonly Line line;
    private readonly Watchdog? watchdog;
    private int seeds;
    private volatile bool resetRequested;
    private volatile bool meterRequested;
    private volatile bool heapRequested;
    private volatile bool profileRequested;

    /// <summary>Puts firmware on a board and connects its serial line.</summary>
    /// <param name="board">The kind of board.</param>
    /// <param name="firmware">The firmware; where it is metered, time is virtual.</param>
    /// <param name="line">The line.</param>
    /// <param name="watchdogInstructions">Instructions that metered firmware may run without calling a stand-in.</param>
    /// <param name="bauds">Speed of the line whatever the firmware sets; null: what it sets.</param>
    /// <param name="realTimeLine">True where bytes take as long as on a serial line; where the firmware is metered, computing does too.</param>
    public EmulatedDevice(
        BoardModel board,
        FirmwareImage firmware,
        Line line,
        long watchdogInstructions = Watchdog.DefaultInstructions,
        int? bauds = null,
        bool realTimeLine = false)
    {
        watchdog = firmware.Meter is null ? null : new Watchdog(firmware.Meter, watchdogInstructions);
        Board = board;
        Heap = NewHeap(board, firmware);
        Clock = firmware.Meter is null ? new HostClock(realTimeLine) : new VirtualClock(firmware.Meter, CostModel.Esp32, realTimeLine);
        this.firmware = firmware;
        this.line = line;
        Uart = new Uart(line, this, bauds);
    }

    /// <summary>The kind of board.</summary>
    public BoardModel Board { get; }

    /// <summary>The heap of the boot that runs.</summary>
    public DeviceHeap Heap { get; private set; }

    /// <summary>The serial controller.</summary>
    public Uart Uart { get; }

    /// <summary>Which function every pin has been given since the start.</summary>
    public Dictionary<int, int> FunctionPins { get; } = [];

    /// <summary>The device whose firmware runs on this thread.</summary>
    public static EmulatedDevice Current =>
        current ?? throw new InvalidOperationException("no firmware runs on this thread");

    /// <summary>The heap that firmware on this thread is charged to; null where it runs on no device.</summary>
    internal static DeviceHeap? HeapOfThread => current?.Heap;

    /// <summary>Divides the counts among layers; null where the firmware was not loaded for that.</summary>
    internal LayerCounts? LayerCounts => firmware.LayerCounts;

    /// <summary>Called on the firmware's thread when it has opened its port.</summary>
    public Action? Listening { get; set; }

    /// <summary>Time since the emulator's start, as the board's timer counts it.</summary>
    public BoardClock Clock { get; }

    /// <summary>Called on the firmware's thread, which goes no further, when a board would have crashed or its watchdog fired.</summary>
    public Action<string>? Halted { get; set; }

    /// <summary>
    /// Boots the firmware and runs it on this thread, again after every reset. Returns, with a line that says why, only when the firmware
    /// stops by itself.
    /// </summary>
    public string Run()
    {
        EmulatedDevice? before = current;
        current = this;
        using Timer? watch = watchdog is null ? null : new Timer(_ => Watch(), null, WatchMilliseconds, WatchMilliseconds);
        try
        {
            while (true)
            {
                try
                {
                    resetRequested = false;
                    if (firmware.Meter is not null)
                    {
                        firmware.Meter.WantsAttention = false;
                    }

                    watchdog?.Feed();
                    line.Acknowledge();
                    Uart.Reset();
                    FunctionPins.Clear();
                    Heap.Dispose();
                    Heap = NewHeap(Board, firmware);
                    firmware.NewMain()();
                    return $"{firmware.Name}: Main returned, which no firmware may";
                }
                catch (DeviceResetException)
                {
                    DebugPort.Say("reset");
                }
                catch (Exception e)
                {
                    string message = e.Message.ReplaceLineEndings(" ");
                    return $"{firmware.Name}: the firmware ended with an uncaught {e.GetType().Name}: {message}, "
                        + $"at {FirmwareStack.Line(new StackTrace(e))}";
                }
            }
        }
        finally
        {
            // What runs on this thread afterwards is not this device's.
            current = before;
        }
    }

    /// <summary>Makes the firmware start again from Main, without what it had received. May be called from any thread.</summary>
    public void Reset()
    {
        resetRequested = true;
        if (firmware.Meter is not null)
        {
            firmware.Meter.WantsAttention = true;
        }

        line.Interrupt();
    }

    /// <summary>
    /// Writes what has been counted to standard error, when the device next waits for its host. May be called from any thread.
    /// </summary>
    public void WriteMeter()
    {
        if (firmware.Meter is null)
        {
            DebugPort.Say("nothing is counted without --meter on");
            return;
        }

        meterRequested = true;
        line.Interrupt();
    }

    /// <summary>Writes the state of the heap to standard error, when the device next waits. May be called from any thread.</summary>
    public void WriteHeap()
    {
        heapRequested = true;
        line.Interrupt();
    }

    /// <summary>
    /// Writes the counts by layer to standard output, as one line, when the device next waits for its host. May be called from any thread.
    /// </summary>
    public void WriteProfile()
    {
        if (LayerCounts is null)
        {
            DebugPort.Say("there is no profile without --meter layers");
            return;
        }

        profileRequested = true;
        line.Interrupt();
    }

    /// <summary>Writes what somebody has asked for; called where the firmware waits.</summary>
    internal void ServeRequests()
    {
        if (!meterRequested && !heapRequested && !profileRequested)
        {
            return;
        }

        // Before the requests are looked at: one that comes in between interrupts the next wait.
        line.Acknowledge();
        if (profileRequested)
        {
            profileRequested = false;
            Console.Out.WriteLine(ProfileReport.Line(firmware, LayerCounts!, Board, CostModel.Esp32));
            Console.Out.Flush();
        }

        if (meterRequested && Clock is VirtualClock clock)
        {
            meterRequested = false;
            DebugPort.Say(MeterReport.Line(firmware.Meter!, clock));
        }

        if (heapRequested)
        {
            heapRequested = false;
            DebugPort.Say(HeapReport.Line(Heap));
        }
    }

    /// <summary>The seed of the next random generator: counted up where time is virtual, else unforeseen.</summary>
    internal int NextSeed() => Clock.IsVirtual ? ++seeds : Random.Shared.Next();

    /// <summary>Ends the device where it stands, with a line that says why; nothing that the firmware catches goes on from here.</summary>
    internal void Halt(string why)
    {
        Halted?.Invoke($"{firmware.Name}: {why}, at {FirmwareStack.Line(new StackTrace())}");
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Called by every stand-in: the place where a reset and the watchdog take hold of the firmware.</summary>
    internal void CheckReset()
    {
        if (resetRequested)
        {
            throw new DeviceResetException();
        }

        if (watchdog is null)
        {
            return;
        }

        if (watchdog.IsExpired)
        {
            Halt($"the watchdog has counted {watchdog.Instructions} instructions without a look at port, clock or thread");
        }

        watchdog.Feed();
    }

    private static DeviceHeap NewHeap(BoardModel board, FirmwareImage firmware) =>
        new(board.Name, board.HeapBytes, (long)BoardModel.RuntimeBytes + firmware.StaticBytes);

    private void Watch()
    {
        if (watchdog!.IsExpired)
        {
            firmware.Meter!.WantsAttention = true;
        }
    }
}
