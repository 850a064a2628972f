using System.Runtime.InteropServices;
using Edge.Emulator.Devices;
using Edge.Emulator.Firmware;
using Edge.Emulator.Lines;
using Edge.Emulator.Runtime;

namespace Edge.Emulator;

/// <summary>The emulator as a process: a device on one thread, standard input as its reset button and its life line.</summary>
public static class EmulatorProcess
{
    private const int Ended = 0;
    private const int Refused = 2;
    private const int FirmwareStopped = 3;
    private const int BoardStopped = 4;

    /// <summary>Runs firmware until standard input closes, SIGTERM or a user's Ctrl-C comes, or the firmware stops; returns the exit code.</summary>
    public static int Run(EmulatorOptions options)
    {
        try
        {
            BoardModel board = BoardModel.Find(options.Board);
            board = options.HeapBytes is { } heap ? board.WithHeap(heap) : board;
            FirmwareImage firmware = FirmwareImage.Load(options.FirmwarePath, options.Metered, options.CountsLayers);

            // Not disposed: the device's thread uses the line until the process ends.
            Line line = OperatingSystem.IsWindows() ? new NamedPipeLine() : new PseudoTerminal();
            using LinkFile? link = options.LinkPath is null ? null : new LinkFile(options.LinkPath, line.Path);
            EmulatedDevice device = new(board, firmware, line, options.WatchdogInstructions, options.Bauds, options.RealTimeUart);
            return Serve(device, line.Path);
        }
        catch (EmulatorException e)
        {
            DebugPort.Say(e.Message);
            return Refused;
        }
    }

    private static int Serve(EmulatedDevice device, string path)
    {
        using ManualResetEventSlim over = new();
        int exitCode = Ended;
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);

        device.Listening = () =>
        {
            device.Listening = null;
            Console.Out.WriteLine("port " + path);
            Console.Out.Flush();
        };
        device.Halted = why => End(why, BoardStopped);
        Start("firmware", () => End(device.Run(), FirmwareStopped));
        Start("control", () =>
        {
            for (string? word = Console.In.ReadLine(); word is not null; word = Console.In.ReadLine())
            {
                if (word == "reset")
                {
                    device.Reset();
                }
                else if (word == "meter")
                {
                    device.WriteMeter();
                }
                else if (word == "heap")
                {
                    device.WriteHeap();
                }
                else if (word == "profile")
                {
                    device.WriteProfile();
                }
                else
                {
                    DebugPort.Say($"{word} is no command; there are reset, meter, heap and profile");
                }
            }

            over.Set();
        });
        over.Wait();
        return exitCode;

        // Ctrl-C in a terminal reaches the whole group. A program that started the emulator still has use for it: it finishes its block and
        // then closes standard input.
        void Interrupt(PosixSignalContext context)
        {
            context.Cancel = true;
            if (!Console.IsInputRedirected)
            {
                over.Set();
            }
        }

        void End(string why, int code)
        {
            DebugPort.Say(why);
            exitCode = code;
            over.Set();
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            over.Set();
        }
    }

    private static void Start(string name, Action body) =>
        new Thread(new ThreadStart(body)) { IsBackground = true, Name = name }.Start();
}
