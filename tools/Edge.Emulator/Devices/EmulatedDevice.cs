using System.Diagnostics;
using Edge.Emulator.Firmware;
using Edge.Emulator.Lines;

namespace Edge.Emulator.Devices;

/// <summary>A board with firmware on it: boots it, resets it, and is what the stand-ins reach from the firmware's thread.</summary>
public sealed class EmulatedDevice
{
    [ThreadStatic]
    private static EmulatedDevice? current;

    private readonly FirmwareImage firmware;
    private readonly Line line;
    private readonly long started = Stopwatch.GetTimestamp();
    private volatile bool resetRequested;

    /// <summary>Puts firmware on a board and connects its serial line.</summary>
    public EmulatedDevice(BoardModel board, FirmwareImage firmware, Line line)
    {
        Board = board;
        this.firmware = firmware;
        this.line = line;
        Uart = new Uart(line, this);
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

    /// <summary>Time since the emulator's start in microseconds, as the board's timer counts it.</summary>
    public ulong Microseconds => (ulong)((Stopwatch.GetTimestamp() - started) * 1_000_000L / Stopwatch.Frequency);

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

    /// <summary>Called by every stand-in: the place where a reset takes hold of the firmware.</summary>
    internal void CheckReset()
    {
        if (resetRequested)
        {
            throw new DeviceResetException();
        }
    }
}
