using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Edge.Devices.Session;

namespace Edge.Devices;

/// <summary>
/// A device on a port that may go away in the middle of its work: a cable is pulled, a board resets together with its own USB port, an
/// emulator is started again. It is waited for under the same name, with bounded patience.
/// </summary>
public sealed class ReturningDevice : LastingDevice
{
    private const int PollMilliseconds = 100;

    /// <summary>Times a device may go away during one request.</summary>
    private const int MostReturns = 5;

    private readonly DeviceOptions options;

    private ReturningDevice(SerialDevice device, DeviceOptions options)
        : base(device)
    {
        Name = device.Name;
        this.options = options;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>Opens a port and says HELLO; a device that is not there at first is not waited for.</summary>
    /// <param name="port">The port's path or name.</param>
    /// <param name="options">Patience, and who is told.</param>
    /// <param name="cancellation">Ends the wait for a first answer.</param>
    /// <exception cref="DeviceException">The port cannot be opened, or what is behind it does not answer as it should.</exception>
    public static ReturningDevice Open(string port, DeviceOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ReturningDevice(SerialDevice.OpenPort(port, options.Session, cancellation), options);
    }

    private protected override SerialDevice Again(DeviceException gone, int times, CancellationToken cancellation)
    {
        if (options.ComeBackMilliseconds <= 0)
        {
            ExceptionDispatchInfo.Throw(gone);
        }

        // A loose cable or a supply that gives way under load would otherwise go round for ever within one request.
        if (times == MostReturns)
        {
            throw new DeviceException(
                $"{Name} went away {times + 1} times within the same rows; try another cable, port or power supply; "
                + "what was recorded is kept, and the same command goes on from there",
                gone);
        }

        Close();
        options.Notice?.Invoke($"{gone.Message}; waiting up to {Seconds(options.ComeBackMilliseconds)} for it to come back");
        return WaitForReturn(gone, cancellation);
    }

    private SerialDevice WaitForReturn(DeviceException gone, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        DeviceException last = gone;
        while (true)
        {
            int left = options.ComeBackMilliseconds - (int)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (left <= 0)
            {
                throw new DeviceException(
                    $"{Name} did not come back within {Seconds(options.ComeBackMilliseconds)} ({last.Message}); "
                    + "what was recorded is kept, and the same command goes on from there",
                    last);
            }

            try
            {
                SessionOptions session = options.Session with { HelloPatienceMilliseconds = Math.Min(left, options.Session.HelloPatienceMilliseconds) };
                SerialDevice back = SerialDevice.OpenPort(Name, session, cancellation);
                RequireSame(back);
                CountReturn(Stopwatch.GetElapsedTime(start));
                options.Notice?.Invoke($"{Name} is back after {Seconds((long)Stopwatch.GetElapsedTime(start).TotalMilliseconds)}; going on");
                return back;
            }
            catch (DeviceException e) when (e.MayComeBack)
            {
                last = e;
            }

            if (cancellation.WaitHandle.WaitOne(Math.Min(left, PollMilliseconds)))
            {
                throw new OperationCanceledException(cancellation);
            }
        }
    }

    private void RequireSame(SerialDevice back)
    {
        if (back.Firmware == Firmware)
        {
            return;
        }

        string other = back.Firmware;
        back.Dispose();
        throw new DeviceException(
            $"{Name} came back as {other}, it was {Firmware}; a recording holds the codes of one device: plug that one in again, "
            + "or record under another name");
    }

    private static string Seconds(long milliseconds) => (milliseconds / 1000.0).ToString("0.#", CultureInfo.InvariantCulture) + " s";
}
