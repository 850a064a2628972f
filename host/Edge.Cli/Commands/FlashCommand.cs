using System.CommandLine;
using System.Globalization;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Devices;
using Edge.Devices.Serial;
using Edge.Devices.Session;
using Edge.Flashing;
using Edge.Flashing.Boards;
using Edge.Flashing.Images;
using Edge.Flashing.Nanoff;

namespace Edge.Cli.Commands;

/// <summary><c>edge flash</c>: has nanoff write a board, then asks the board who it is.</summary>
internal static class FlashCommand
{
    private const int MostWaitSeconds = 600;
    private const int SlowestFlashing = 9600;
    private const int FastestFlashing = 3_000_000;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var port = new Option<string>("--port", "-p") { Description = "Port for flashing: the board's USB, such as /dev/ttyUSB0 or COM3", Required = true };
        var firmware = new Option<bool>("--firmware") { Description = "Write nanoFramework's newest firmware of that target" };
        var image = new Option<string?>("--image") { Description = "Write an application: an image of edge image" };
        var flashBauds = new Option<int?>("--flash-baud") { Description = "Baud rate while flashing (default: nanoff's, 1500000; a CP2102 does 921600 at most)" };
        var data = new Option<string?>("--data-port") { Description = "Port of the firmware's own line, the USB-UART adapter; it is asked who it is" };
        var bauds = new Option<int>("--baud") { Description = "Baud rate of the data port", DefaultValueFactory = _ => BaudRate.Default };
        var wait = new Option<double>("--wait") { Description = "Seconds to wait for the board's answer after flashing", DefaultValueFactory = _ => 15 };
        var anyRuntime = ImageCommand.AnyRuntime();
        var command = new ExampleCommand(
            "flash",
            "Write nanoFramework and the Edge firmware to a board with nanoff, then ask the board who it is",
            "edge flash --port /dev/ttyUSB0 --board ESP32_REV3 --firmware --image app.bin --data-port /dev/ttyUSB1",
            "edge flash --port COM3 --board ESP32_S3_OCTAL --image app.bin --data-port COM4")
        {
            port,
            firmware,
            image,
            flashBauds,
            data,
            bauds,
            wait,
            anyRuntime,
        };
        BoardChoice board = new(required: true);
        board.AddTo(command);
        command.SetAction(async (result, cancellation) =>
        {
            FlashBoard chosen = board.Board(result);
            FlashJob job = new(result.GetRequiredValue(port), chosen, result.GetValue(firmware), result.GetValue(image), result.GetValue(flashBauds));
            if (!job.Firmware && job.ImagePath is null)
            {
                throw new UsageException("nothing to flash; give --firmware, --image or both");
            }

            if (job.Bauds is < SlowestFlashing or > FastestFlashing)
            {
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--flash-baud {job.Bauds}: from {SlowestFlashing} to {FastestFlashing}"));
            }

            double seconds = result.GetValue(wait);
            if (!(seconds > 0 && seconds <= MostWaitSeconds))
            {
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--wait {seconds}: above 0, up to {MostWaitSeconds} seconds"));
            }

            if (job.ImagePath is not null)
            {
                string fits = board.Require(result, DeploymentImage.Read(job.ImagePath), result.GetValue(anyRuntime));
                Terminal.Note($"edge: {job.ImagePath} {fits}");
            }

            SessionOptions session = new() { Bauds = result.GetValue(bauds), HelloPatienceMilliseconds = (int)(seconds * 1000) };
            await FlashAsync(job, cancellation);
            return Answer(chosen, result.GetValue(data), session, cancellation);
        });
        return command;
    }

    private static async Task FlashAsync(FlashJob job, CancellationToken cancellation)
    {
        PortCheck.RequireThere(job.Port);
        NanoffTool nanoff = await NanoffTool.FindAsync(cancellation);
        try
        {
            await nanoff.FlashAsync(job, line => Terminal.Note("edge: " + line), cancellation);
        }
        catch (OperationCanceledException)
        {
            Terminal.Note("edge: nanoff was stopped: the board may hold half of it; give the same command again before the board is used");
            throw;
        }
    }

    private static int Answer(FlashBoard board, string? dataPort, SessionOptions session, CancellationToken cancellation)
    {
        if (dataPort is null)
        {
            Terminal.Line($"flashed {board.Target}; the firmware's line is not the port that it was flashed through: connect {board.Wiring}");
            Terminal.Line("then: edge doctor --port PORT-OF-THE-ADAPTER");
            return ExitCode.Fine;
        }

        using SerialDevice device = SerialDevice.OpenPort(dataPort, session, cancellation);
        DeviceInfo info = device.Session.Info;
        Terminal.Line($"{dataPort}: {info.Description}, {info.FreeHeap} bytes of heap free, protocol version {info.ProtocolVersion}");
        if (!info.Board.Equals(board.Target, StringComparison.OrdinalIgnoreCase))
        {
            Terminal.Note($"edge: the board calls itself {info.Board}, it was flashed as {board.Target}; is this the same board?");
        }

        return ExitCode.Fine;
    }
}
