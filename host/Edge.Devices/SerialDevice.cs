using Edge.Core.Models;
using Edge.Devices.Emulation;
using Edge.Devices.Recording;
using Edge.Devices.Serial;
using Edge.Devices.Session;
using Edge.Inference;
using Edge.Information.Codes;

namespace Edge.Devices;

/// <summary>A board behind a serial port, or the emulator behind its own.</summary>
public sealed class SerialDevice : ICodeCounter
{
    private readonly DeviceSession session;
    private readonly EmulatorProcess? emulator;
    private WireModel? lastModel;

    private SerialDevice(string name, DeviceSession session, EmulatorProcess? emulator)
    {
        Name = name;
        this.session = session;
        this.emulator = emulator;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Firmware => session.Info.Description;

    /// <inheritdoc/>
    public SessionCounters? Counters => session.Counters;

    /// <summary>The conversation with the device.</summary>
    public DeviceSession Session => session;

    /// <summary>The emulator, where this device is one.</summary>
    public EmulatorProcess? Emulator => emulator;

    /// <summary>Opens a port and says HELLO.</summary>
    /// <exception cref="DeviceException">The port cannot be opened, or what is behind it does not answer as it should.</exception>
    public static SerialDevice OpenPort(string port, SessionOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SerialDevice(port, DeviceSession.Open(SerialPorts.Open(port, options.Bauds), options, cancellation), null);
    }

    /// <summary>Starts an emulator and says HELLO.</summary>
    /// <exception cref="DeviceException">The emulator cannot be started or does not answer.</exception>
    public static SerialDevice StartEmulator(EmulatorOptions emulatorOptions, SessionOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Open(EmulatorProcess.Start(emulatorOptions, cancellation), options, cancellation);
    }

    /// <summary>Says HELLO to a started emulator, which belongs to the device from then on.</summary>
    /// <exception cref="DeviceException">It has ended, its port cannot be opened, or it does not answer; it is closed then.</exception>
    internal static SerialDevice Open(EmulatorProcess emulator, SessionOptions options, CancellationToken cancellation)
    {
        try
        {
            DeviceSession session = Explained(
                emulator, () => DeviceSession.Open(EmulatorPort.Open(emulator, options.Bauds, cancellation), options, cancellation));
            try
            {
                // What answered was the emulator only if that still runs.
                EmulatorPort.RequireRunning(emulator, 0);
                return new SerialDevice(DeviceCatalog.Emulator, session, emulator);
            }
            catch
            {
                session.Dispose();
                throw;
            }
        }
        catch
        {
            emulator.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<CodeLayer> Record(
        IntegerModel model, InputSet inputs, int firstRow, int rows, IProgress<int>? progress, CancellationToken cancellation)
    {
        WireModel wire = OnWire(model);
        CodeAssembler block = Explained(emulator, () => session.Run(wire, inputs, firstRow, rows, progress, cancellation));
        return WireRows.Unpack(model, block.Rows);
    }

    /// <inheritdoc/>
    public IReadOnlyList<CountedLayer> Count(
        IntegerModel model, InputSet inputs, int[] labels, int classes, IProgress<int>? progress, CancellationToken cancellation)
    {
        WireModel wire = OnWire(model);
        return Explained(emulator, () => session.Count(wire, inputs, labels, classes, progress, cancellation));
    }

    /// <inheritdoc/>
    public int[][] Accumulators(IntegerModel model, InputSet inputs, int row, CancellationToken cancellation)
    {
        WireModel wire = OnWire(model);
        return Explained(emulator, () => session.Accumulators(wire, inputs, row, cancellation));
    }

    /// <summary>Closes the port; an emulator ends.</summary>
    public void Dispose()
    {
        session.Dispose();
        emulator?.Dispose();
    }

    private WireModel OnWire(IntegerModel model)
    {
        if (!ReferenceEquals(lastModel?.Model, model))
        {
            lastModel = new WireModel(model);
        }

        return lastModel!;
    }

    // A port that hangs up says little; the emulator's last words say why.
    private static T Explained<T>(EmulatorProcess? emulator, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SerialPortException e) when (emulator is not null && e.Fault is SerialFault.HungUp or SerialFault.NotFound)
        {
            throw new DeviceException(emulator!.Ending(), e) { MayComeBack = true };
        }
    }
}
