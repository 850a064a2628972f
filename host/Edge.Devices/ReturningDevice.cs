using System.Diagnostics;
using System.Globalization;
using Edge.Core.Models;
using Edge.Devices.Session;
using Edge.Inference;
using Edge.Information.Codes;

namespace Edge.Devices;

/// <summary>
/// A device on a port that may go away in the middle of its work: a cable is pulled, a board resets together with its own USB port, an
/// emulator is started again. It is waited for under the same name, with bounded patience, and what it was asked for is asked again; codes
/// are a function of model and row, so nothing else has to be known of the time before.
/// </summary>
public sealed class ReturningDevice : ICodeCounter
{
    private const int PollMilliseconds = 100;

    /// <summary>Times a device may go away during one request.</summary>
    private const int MostReturns = 5;

    private readonly DeviceOptions options;
    private readonly SessionCounters past = new();
    private SerialDevice? current;

    private ReturningDevice(SerialDevice device, DeviceOptions options)
    {
        Name = device.Name;
        Firmware = device.Firmware;
        current = device;
        this.options = options;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Firmware { get; }

    /// <summary>What was counted since the device was first opened, whether it went away in between or not.</summary>
    public SessionCounters? Counters
    {
        get
        {
            SessionCounters sum = new();
            sum.Add(past);
            if (current?.Counters is { } now)
            {
                sum.Add(now);
            }

            return sum;
        }
    }

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

    /// <inheritdoc/>
    public IReadOnlyList<CodeLayer> Record(
        IntegerModel model, InputSet inputs, int firstRow, int rows, IProgress<int>? progress, CancellationToken cancellation) =>
        Persist(device => device.Record(model, inputs, firstRow, rows, progress, cancellation), cancellation);

    /// <inheritdoc/>
    public IReadOnlyList<CountedLayer> Count(
        IntegerModel model, InputSet inputs, int[] labels, int classes, IProgress<int>? progress, CancellationToken cancellation) =>
        Persist(device => device.Count(model, inputs, labels, classes, progress, cancellation), cancellation);

    /// <inheritdoc/>
    public int[][] Accumulators(IntegerModel model, InputSet inputs, int row, CancellationToken cancellation) =>
        Persist(device => device.Accumulators(model, inputs, row, cancellation), cancellation);

    /// <summary>Closes the port.</summary>
    public void Dispose() => Close();

    private T Persist<T>(Func<SerialDevice, T> work, CancellationToken cancellation)
    {
        for (int returns = 0; ; returns++)
        {
            ObjectDisposedException.ThrowIf(current is null, this);
            try
            {
                return work(current);
            }
            catch (DeviceException gone) when (gone.MayComeBack && options.ComeBackMilliseconds > 0)
            {
                // A loose cable or a supply that gives way under load would otherwise go round for ever within one request.
                if (returns == MostReturns)
                {
                    throw new DeviceException(
                        $"{Name} went away {returns + 1} times within the same rows; try another cable, port or power supply; "
                        + "what was recorded is kept, and the same command goes on from there",
                        gone);
                }

                Close();
                options.Notice?.Invoke($"{gone.Message}; waiting up to {Seconds(options.ComeBackMilliseconds)} for it to come back");
                current = WaitForReturn(gone, cancellation);
            }
        }
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
                past.Reconnections++;
                past.TimeLost += Stopwatch.GetElapsedTime(start);
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

    private void Close()
    {
        if (current is not null)
        {
            past.Add(current.Counters!);
            current.Dispose();
            current = null;
        }
    }
}
