using System.Diagnostics;

namespace Edge.Devices.Emulation;

/// <summary>
/// The emulator as a device that outlives its process: one that ends in the middle of its work is started again, a few times. A process
/// started again counts as a reconnection.
/// </summary>
public sealed class RestartingEmulator : LastingDevice
{
    /// <summary>Times the emulator is started again for one request.</summary>
    private const int MostRestarts = 3;

    private readonly EmulatorOptions emulatorOptions;
    private readonly DeviceOptions options;

    private RestartingEmulator(SerialDevice device, EmulatorOptions emulatorOptions, DeviceOptions options)
        : base(device)
    {
        this.emulatorOptions = emulatorOptions;
        this.options = options;
    }

    /// <inheritdoc/>
    public override string Name => DeviceCatalog.Emulator;

    /// <summary>The process that runs now; null after <see cref="LastingDevice.Dispose"/>.</summary>
    internal EmulatorProcess? Process => Current?.Emulator;

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

    private protected override SerialDevice Again(DeviceException gone, int times, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (times == MostRestarts)
        {
            throw new DeviceException(
                $"{gone.Message}; it was started again {MostRestarts} times for the same rows; what was recorded is kept, and the same command goes on from there",
                gone);
        }

        long start = Stopwatch.GetTimestamp();
        Close();
        options.Notice?.Invoke($"{gone.Message}; starting it again ({times + 1} of {MostRestarts})");
        SerialDevice next = SerialDevice.StartEmulator(emulatorOptions, options.Session, cancellation);
        CountReturn(Stopwatch.GetElapsedTime(start));
        return next;
    }
}
