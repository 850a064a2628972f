using Edge.Core.Models;
using Edge.Devices.Session;
using Edge.Inference;
using Edge.Information.Codes;

namespace Edge.Devices;

/// <summary>
/// A device that outlives its line: where that goes away in the middle of a request, another is got and asked the same again. Codes are a
/// function of model and row, so nothing has to be known of the time before.
/// </summary>
public abstract class LastingDevice : ICodeCounter
{
    private readonly SessionCounters past = new();

    /// <summary>Takes over a device that has answered.</summary>
    private protected LastingDevice(SerialDevice first)
    {
        Firmware = first.Firmware;
        Current = first;
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public string Firmware { get; }

    /// <summary>What was counted since the first answer, over all lines.</summary>
    public SessionCounters? Counters
    {
        get
        {
            SessionCounters sum = new();
            sum.Add(past);
            if (Current?.Counters is { } now)
            {
                sum.Add(now);
            }

            return sum;
        }
    }

    /// <summary>What is asked now; null while there is none, and after <see cref="Dispose"/>.</summary>
    private protected SerialDevice? Current { get; private set; }

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

    /// <summary>Closes the line, or ends the process behind it.</summary>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gets the line again.</summary>
    /// <param name="gone">How it went away; <see cref="DeviceException.MayComeBack"/> holds.</param>
    /// <param name="times">How often it was got again for the same request.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DeviceException">It went away too often, or does not come back.</exception>
    private protected abstract SerialDevice Again(DeviceException gone, int times, CancellationToken cancellation);

    /// <summary>The line is there again after so long.</summary>
    private protected void CountReturn(TimeSpan lost)
    {
        past.Reconnections++;
        past.TimeLost += lost;
    }

    /// <summary>Closes what is there, and keeps what it counted.</summary>
    private protected void Close()
    {
        if (Current is not null)
        {
            past.Add(Current.Counters!);
            Current.Dispose();
            Current = null;
        }
    }

    private T Persist<T>(Func<SerialDevice, T> work, CancellationToken cancellation)
    {
        for (int times = 0; ; times++)
        {
            ObjectDisposedException.ThrowIf(Current is null, this);
            try
            {
                return work(Current);
            }
            catch (DeviceException gone) when (gone.MayComeBack)
            {
                Current = Again(gone, times, cancellation);
            }
        }
    }
}
