using System.CommandLine;
using System.Globalization;
using Edge.Cli.Output;
using Edge.Devices;
using Edge.Devices.Emulation;
using Edge.Devices.Serial;
using Edge.Devices.Session;

namespace Edge.Cli.Commands;

/// <summary>The options that say what computes the codes, alike in every command that takes them.</summary>
internal sealed class DeviceChoice
{
    private const int MostWaitSeconds = 86_400;
    private readonly Option<string> device = new("--device", "-d")
    {
        Description = "host, emulator, emulator:BOARD, nanoclr:PATH, or a serial port such as /dev/ttyUSB0 or COM3 (edge devices lists them)",
        DefaultValueFactory = _ => DeviceCatalog.Emulator,
    };

    private readonly Option<int> bauds = new("--baud")
    {
        Description = "Baud rate of a serial port, or with --real-time of the emulator's",
        DefaultValueFactory = _ => BaudRate.Default,
    };

    private readonly Option<double> wait = new("--wait")
    {
        Description = "Seconds to wait for a device on a port that goes away in the middle to come back; 0: give up at once",
        DefaultValueFactory = _ => 30,
    };

    private readonly Option<string?> board = new("--board") { Description = "Board that the emulator stands for, such as esp32-rev3 or esp32-psram" };

    private readonly Option<bool> realTime = new("--real-time")
    {
        Description = "Have the emulator take as long as a board would: bytes on the line by --baud, computing by its cost model",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(device);
        command.Add(bauds);
        command.Add(wait);
        command.Add(board);
        command.Add(realTime);
    }

    /// <summary>Whether a device was named on the command line.</summary>
    public bool IsGiven(ParseResult result) => result.GetResult(device) is { Implicit: false };

    /// <summary>Name of the device chosen, as recordings carry it: an emulator is one, whatever board it stands for.</summary>
    public string Name(ParseResult result)
    {
        string name = result.GetRequiredValue(device);
        return DeviceCatalog.EmulatedBoard(name) is null ? name : DeviceCatalog.Emulator;
    }

    /// <summary>Opens the device chosen.</summary>
    /// <exception cref="DeviceException">There is no such device, or it does not answer.</exception>
    /// <exception cref="UsageException">A number is out of range.</exception>
    public IDevice Open(ParseResult result, CancellationToken cancellation) => Open(result.GetRequiredValue(device), result, cancellation);

    /// <summary>Opens a device of another name with the options chosen.</summary>
    /// <inheritdoc cref="Open(ParseResult, CancellationToken)" path="/exception"/>
    public IDevice Open(string name, ParseResult result, CancellationToken cancellation)
    {
        double seconds = result.GetValue(wait);
        if (!(seconds >= 0 && seconds <= MostWaitSeconds))
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--wait {seconds}: 0..{MostWaitSeconds} seconds"));
        }

        string? emulated = result.GetValue(board);
        if (emulated is not null && name != DeviceCatalog.Emulator)
        {
            throw new UsageException($"--board {emulated} goes with --device emulator, not with {name}");
        }

        bool emulator = name == DeviceCatalog.Emulator || DeviceCatalog.EmulatedBoard(name) is not null;
        if (result.GetValue(realTime) && !emulator)
        {
            throw new UsageException($"--real-time goes with --device emulator, not with {name}, which takes the time it takes");
        }

        int? realTimeBauds = result.GetValue(realTime) ? result.GetValue(bauds) : null;
        BaudRate.Require(realTimeBauds ?? BaudRate.Default);
        DeviceOptions options = new()
        {
            Session = new SessionOptions { Bauds = result.GetValue(bauds) },
            Emulator = new EmulatorOptions { Board = emulated, RealTimeBauds = realTimeBauds },
            ComeBackMilliseconds = (int)(seconds * 1000),
            Notice = line => Terminal.Note("edge: " + line),
        };
        return DeviceCatalog.Open(name, options, cancellation);
    }
}
