using Edge.Devices.Emulation;
using Edge.Devices.OfficialRuntime;
using Edge.Devices.Serial;
using Edge.Names;

namespace Edge.Devices;

/// <summary>Devices by the names a user gives them.</summary>
public static class DeviceCatalog
{
    /// <summary>This computer, with SIMD.</summary>
    public const string Host = "host";

    /// <summary>The firmware in an emulator that is started for the purpose.</summary>
    public const string Emulator = "emulator";

    /// <summary>The official runtime; PATH is where it or the firmware's assemblies for it are.</summary>
    public const string OfficialRuntime = NanoClrDevice.Prefix + "PATH";

    private const string BoardPrefix = Emulator + ":";

    /// <summary>Opens a device.</summary>
    /// <param name="name">
    /// <c>host</c>, <c>emulator</c>, <c>emulator:BOARD</c>, <c>nanoclr:PATH</c>, or a port: a path, <c>COM3</c>, <c>\.\pipe\NAME</c>.
    /// </param>
    /// <param name="options">Baud rate, patience, emulator.</param>
    /// <param name="cancellation">Ends the wait for a first answer.</param>
    /// <exception cref="DeviceException">No such device (the nearest name is suggested), or it cannot be opened.</exception>
    public static IDevice Open(string name, DeviceOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        return name switch
        {
            Host => new HostDevice(),
            _ when EmulatedBoard(name) is { } board => RestartingEmulator.Start(
                options.Emulator with { Board = board }, options, cancellation),
            Emulator => RestartingEmulator.Start(options.Emulator, options, cancellation),
            _ when name.StartsWith(NanoClrDevice.Prefix, StringComparison.Ordinal) => NanoClrDevice.Open(name, options.OfficialRuntime),
            _ when IsPort(name) => ReturningDevice.Open(name, options, cancellation),
            _ => throw Unknown(name),
        };
    }

    /// <summary>The devices there are: the host, the emulator, how to name the official runtime, then the serial ports.</summary>
    /// <param name="emulator">Where to look for the emulator.</param>
    public static IReadOnlyList<DeviceEntry> List(EmulatorOptions emulator)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        List<DeviceEntry> entries =
        [
            new(Host, "this computer"),
            new(Emulator, EmulatorProcess.Describe(emulator)),
            new(OfficialRuntime, "the official nanoFramework runtime on this computer; PATH: where its .pe files are (device/README.md)"),
        ];
        foreach (PortInfo port in SerialPorts.List())
        {
            string stable = port.StablePath is null ? string.Empty : $", always {port.StablePath}";
            entries.Add(new DeviceEntry(port.Path, port.Description + stable));
        }

        return entries;
    }

    /// <summary>The board in <c>emulator:BOARD</c>, as it is written there; null where the name is of another kind.</summary>
    public static string? EmulatedBoard(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(BoardPrefix, StringComparison.Ordinal) ? name[BoardPrefix.Length..] : null;
    }

    private static bool IsPort(string name) =>
        name.Contains('/', StringComparison.Ordinal)
        || name.Contains('\\', StringComparison.Ordinal)
        || (name.Length > 3
            && name.StartsWith("COM", StringComparison.OrdinalIgnoreCase)
            && name.AsSpan(3).IndexOfAnyExceptInRange('0', '9') < 0);

    private static DeviceException Unknown(string name)
    {
        List<string> known = [Host, Emulator, OfficialRuntime, .. SerialPorts.List().Select(port => port.Path)];
        string runtime = NanoClrDevice.Prefix.TrimEnd(':');
        string? nearest = NearestName.Find(name, known.Append(runtime).Concat(known.Select(Path.GetFileName).OfType<string>()));
        nearest = known.Find(path => path == nearest || Path.GetFileName(path) == nearest) ?? (nearest == runtime ? OfficialRuntime : nearest);
        return new DeviceException(
            $"no device is called {name}{(nearest is null ? string.Empty : $", did you mean {nearest}?")}; "
            + $"there are {string.Join(", ", known)}, and any port by its path");
    }
}
