using Edge.Emulator.Costs;
using Edge.Emulator.Firmware;
using Edge.Emulator.Lines;
using Edge.Emulator.Metering;
using Edge.Emulator.Timing;

namespace Edge.Emulator.Devices;

/// <summary>A board with firmware on it: boots it, resets it, and is what the stand-ins reach from the firmware's thread.</summary>
public sealed class EmulatedDevice
{
    [ThreadStatic]
    private static EmulatedDevice? current;

    private readonly FirmwareImage firmware;
    private readonly Line line;
    private int seeds;
    private volatile bool resetRequested;
    private volatile bool meterRequested;

    /// <summary>Puts firmware on a board and connects its serial line.</summary>
    /// <param name="board">The kind of board.</param>
    /// <param name="firmware">The firmware; where it is metered, time is virtual.</param>
    /// <param name="line">The line.</param>
    /// <param name="pace">Makes bytes sent take their time; null: they take none.</param>
    public EmulatedDevice(BoardModel board, FirmwareImage firmware, Line line, LinePace? pace = null)
    {
        Board = board;
        Clock = firmware.Meter is null ? new HostClock() : new VirtualClock(firmware.Meter, CostModel.Esp32);
        this.firmware = firmware;
        this.line = line;
        Uart = new Uart(line, this, pace);
    }

    /// <summary>The kind of board.</summary>
    public BoardModel Board { get; }

    /// <summary>The serial controller.</summary>
    public Uart Uart { get; }

    /// <summary>Which function every pin has been given since the start.</summary>
    public Dictionary<int, int> FunctionPins { get; } = [];

    /// <summary>The device whose firmware runs on this thread.</summary>
    public static EmulatedDevice Current =>
        current ?? throw new InvalidOperationException("no firmware runs on this thread");

    /// <summary>Called on the firmware's thread when it has opened its port.</summary>
    public Action? Listening { get; set; }

    /// <summary>Time since the emulator's start, as the board's timer counts it.</summary>
    public BoardClock Clock { get; }

    /// <summary>
    /// Boots the firmware and runs it on this thread, again after every reset. Returns, with a line that says why, only when the firmware
    /// stops by itself.
    /// </summary>
    public string Run()
    {
        current = this;
        while (true)
        {
            try
            {
                resetRequested = false;
                line.Acknowledge();
                Uart.Reset();
                FunctionPins.Clear();
                firmware.NewMain()();
                return $"{firmware.Name}: Main returned, which no firmware may";
            }
            catch (DeviceResetException)
            {
                Console.Error.WriteLine("edge-emulator: reset");
            }
            catch (Exception e)
            {
                string message = e.Message.ReplaceLineEndings(" ");
                return $"{firmware.Name}: the firmware ended with an uncaught {e.GetType().Name}: {message}";
            }
        }
    }

    /// <summary>Makes the firmware start again from Main, without what it had received. May be called from any thread.</summary>
    public void Reset()
    {
        resetRequested = true;
        line.Interrupt();
    }

    /// <summary>
    /// Writes what has been counted to standard error, when the device next waits for its host. May be called from any thread.
    /// </summary>
    public void WriteMeter()
    {
        if (firmware.Meter is null)
        {
            Console.Error.WriteLine("edge-emulator: nothing is counted without --meter on");
            return;
        }

        meterRequested = true;
        line.Interrupt();
    }

    /// <summary>True, and the counts are written, where somebody has asked for them.</summary>
    internal bool TakeMeterRequest()
    {
        if (!meterRequested || firmware.Meter is null || Clock is not VirtualClock clock)
        {
            return false;
        }

        meterRequested = false;
        Console.Error.WriteLine("edge-emulator: " + MeterReport.Line(firmware.Meter, clock));
        return true;
    }

    /// <summary>The seed of the next random generator: counted up where time is virtual, else unforeseen.</summary>
    internal int NextSeed() => Clock.IsVirtual ? ++seeds : Random.Shared.Next();

    /// <summary>Called by every stand-in: the place where a reset takes hold of the firmware.</summary>
    internal void CheckReset()
    {
        if (resetRequested)
        {
            throw new DeviceResetException();
        }
    }
}
