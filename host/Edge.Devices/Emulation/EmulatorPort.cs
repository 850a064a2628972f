using System.Diagnostics;
using Edge.Devices.Serial;

namespace Edge.Devices.Emulation;

/// <summary>
/// Opens the port of an emulator and no other one: the system gives the name of an ended emulator's pseudo-terminal to whoever asks for the
/// next, who may hold it, or be a device that answers.
/// </summary>
internal static class EmulatorPort
{
    /// <summary>Longest time for which another is thought to have opened the port by such a mistake.</summary>
    private const int BusyMilliseconds = 2000;
    private const int PollMilliseconds = 10;

    /// <summary>An emulator that ends lets go of its port some moments before the system says that it has ended.</summary>
    private const int EndMilliseconds = 500;

    /// <summary>Opens the port, which is the emulator's for sure where the emulator runs after it was opened.</summary>
    /// <param name="emulator">The emulator.</param>
    /// <param name="bauds">Baud rate.</param>
    /// <param name="cancellation">Ends the wait for a port that another holds.</param>
    /// <exception cref="DeviceException">The emulator has ended; the message ends with its last lines.</exception>
    /// <exception cref="SerialPortException">The emulator runs and its port cannot be opened.</exception>
    public static ISerialLink Open(EmulatorProcess emulator, int bauds, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            RequireRunning(emulator, 0);
            try
            {
                ISerialLink port = SerialPorts.Open(emulator.Port, bauds);
                if (!emulator.HasEnded)
                {
                    return port;
                }

                port.Dispose();
            }
            catch (SerialPortException e)
            {
                bool wait = e.Fault == SerialFault.Busy && Stopwatch.GetElapsedTime(start).TotalMilliseconds < BusyMilliseconds;
                RequireRunning(emulator, wait ? PollMilliseconds : EndMilliseconds);
                cancellation.ThrowIfCancellationRequested();
                if (!wait)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Throws how the emulator ended if it does so within the time.</summary>
    /// <exception cref="DeviceException">It has ended.</exception>
    public static void RequireRunning(EmulatorProcess emulator, int milliseconds)
    {
        if (emulator.EndsWithin(milliseconds))
        {
            throw new DeviceException(emulator.Ending()) { MayComeBack = true };
        }
    }
}
