using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Devices.Serial;

namespace Edge.Cli.Commands;

/// <summary><c>edge devices</c>: what can stand behind <c>--device</c> on this machine.</summary>
internal static class DevicesCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new ExampleCommand("devices", "List what can stand behind --device on this machine", "edge devices") { json };
        command.SetAction(result => Run(result.GetValue(json)));
        return command;
    }

    private static int Run(bool json)
    {
        List<DeviceLine> devices =
        [
            new("host", "this program's own integer inference", null),
            new("emulator", "the firmware itself, run on this machine behind a pseudo-terminal", null),
            .. SerialPorts.List().Select(port => new DeviceLine(port.Path, port.Description.Length == 0 ? "serial port" : port.Description, port.StablePath)),
        ];
        if (json)
        {
            Terminal.Json(devices);
            return ExitCode.Fine;
        }

        var table = new TextTable("device", "what it is", "stable name");
        foreach (DeviceLine device in devices)
        {
            table.Add(device.Name, device.Description, device.StableName ?? "");
        }

        table.Write();
        return ExitCode.Fine;
    }

    private sealed record DeviceLine(string Name, string Description, string? StableName);
}
