using System.Diagnostics;
using Edge.Core.Models;
using Edge.Devices.Session;
using Edge.Inference;
using Edge.Information.Codes;

namespace Edge.Devices.Emulation;

/// <summary>
/// The emulator as a device that outlives its process: one that ends in the middle of its work is started again, a few times, and asked
/// again. Codes are a function of model and row, so nothing has to be known of the process before.
/// </summary>
public sealed class RestartingEmulator : ICodeCounter
{
    /// <summary>Times the emulator is started again for one request.</summary>
    private const int MostRestarts = 3;

    private readonly EmulatorOptions emulatorOptions;
    private readonly DeviceOptions options;
    private readonly SessionCounters past = new();
    private SerialDevice? current;

    private RestartingEmulator(SerialDevice device, EmulatorOptions emulatorOptions, DeviceOptions options)
    {
        Firmware = device.Firmware;
        current = device;
        this.emulatorOptions = emulatorOptions;
        this.options = options;
    }

    /// <inheritdoc/>
    public string Name => DeviceCatalog.Emulator;

    /// <inheritdoc/>
    public string Firmware { get; }

    /// <summary>What was counted since the first start; a process started again is a reconnection.</summary>
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

    /// <summary>The process that runs now; null after <see cref="Dispose"/>.</summary>
    internal EmulatorProcess? Process => current?.Emulator;

    /// <summary>Starts an emulator and says HELLO; one that does not start at first is not started again.</summary>
    /// <param name="emulatorOptions">Which emulator, which board.</param>
    /// <param name="options">Patience, and who is told of a restart.</param>
    /// <param name="cancellation">Ends the wait for a first answer.</param>
    /// <exception cref="DeviceException">The emulator cannot be started or does not answer.</exception>
    public static RestartingEmulator Start(EmulatorOptions emulatorOptions, DeviceOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RestartingEmulator(SerialDevice.StartEmulator(emulatorOptions, options.Session, cancellation), emulatorOptions, options);
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

    /// <summary>Ends the emulator.</summary>
    public void Dispose() => Close();

    private T Persist<T>(Func<SerialDevice, T> work, CancellationToken cancellation)
    {
        for (int restarts = 0; ; restarts++)
        {
            ObjectDisposedException.ThrowIf(current is null, this);
            try
            {
                return work(current);
            }
            catch (DeviceException gone) when (gone.MayComeBack)
            {
                cancellation.ThrowIfCancellationRequested();
                if (restarts == MostRestarts)
                {
                    throw new DeviceException(
                        $"{gone.Message}; it was started again {MostRestarts} times for the same rows; what was recorded is kept, and the same command goes on from there",
                        gone);
                }

                long start = Stopwatch.GetTimestamp();
                Close();
                options.Notice?.Invoke($"{gone.Message}; starting it again ({restarts + 1} of {MostRestarts})");
                current = SerialDevice.StartEmulator(emulatorOptions, options.Session, cancellation);
                past.Reconnections++;
                past.TimeLost += Stopwatch.GetElapsedTime(start);
            }
        }
    }

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
