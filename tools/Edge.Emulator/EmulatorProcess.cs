using System.Runtime.InteropServices;
using Edge.Emulator.Devices;
using Edge.Emulator.Firmware;
using Edge.Emulator.Lines;

namespace Edge.Emulator;

/// <summary>The emulator as a process: a device on one thread, standard input as its reset button and its life line.</summary>
public static class EmulatorProcess
{
    private const int Ended = 0;
    private const int Refused = 2;
    private const int FirmwareStopped = 3;

    /// <summary>Runs firmware until standard input closes, SIGTERM or a user's Ctrl-C comes, or the firmware stops; returns the exit code.</summary>
    public static int Run(string firmwarePath, string? linkPath, string boardName)
    {
        try
        {
            BoardModel board = BoardModel.Find(boardName);
            FirmwareImage firmware = FirmwareImage.Load(firmwarePath);

            // Not disposed: the device's thread uses the line until the process ends.
            Line line = OperatingSystem.IsWindows() ? new NamedPipeLine() : new PseudoTerminal();
            using LinkFile? link = linkPath is null ? null : new LinkFile(linkPath, line.Path);
            return Serve(new EmulatedDevice(board, firmware, line), line.Path);
        }
        catch (EmulatorException e)
        {
            Console.Error.WriteLine("edge-emulator: " + e.Message);
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
        Start("firmware", () =>
        {
            string why = device.Run();
            Console.Error.WriteLine("edge-emulator: " + why);
            exitCode = FirmwareStopped;
            over.Set();
        });
        Start("control", () =>
        {
            for (string? word = Console.In.ReadLine(); word is not null; word = Console.In.ReadLine())
            {
                if (word == "reset")
                {
                    device.Reset();
                }
                else
                {
                    Console.Error.WriteLine($"edge-emulator: {word} is no command; there is reset");
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

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            over.Set();
        }
    }

    private static void Start(string name, Action body) =>
        new Thread(new ThreadStart(body)) { IsBackground = true, Name = name }.Start();
}
