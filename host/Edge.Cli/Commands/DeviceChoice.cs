using System.CommandLine;
using Edge.Devices;
using Edge.Devices.Emulation;
using Edge.Devices.Serial;
using Edge.Devices.Session;

namespace Edge.Cli.Commands;

/// <summary>The options that say what computes the codes, alike in every command that takes them.</summary>
internal sealed class DeviceChoice
{
    private readonly Option<string> device = new("--device", "-d")
    {
        Description = "host, emulator, or a serial port such as /dev/ttyUSB0 or COM3 (edge devices lists them)",
        DefaultValueFactory = _ => DeviceCatalog.Emulator,
    };

    private readonly Option<int> bauds = new("--baud")
    {
        Description = "Baud rate of a serial port",
        DefaultValueFactory = _ => BaudRate.Default,
    };

    private readonly Option<string?> board = new("--board") { Description = "Board that the emulator stands for" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(device);
        command.Add(bauds);
        command.Add(board);
    }

    /// <summary>Opens the device chosen.</summary>
    /// <exception cref="DeviceException">There is no such device, or it does not answer.</exception>
    public IDevice Open(ParseResult result, CancellationToken cancellation)
    {
        DeviceOptions options = new()
        {
            Session = new SessionOptions { Bauds = result.GetValue(bauds) },
            Emulator = new EmulatorOptions { Board = result.GetValue(board) },
        };
        return DeviceCatalog.Open(result.GetRequiredValue(device), options, cancellation);
    }
}
