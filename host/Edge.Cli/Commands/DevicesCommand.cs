using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Devices;
using Edge.Devices.Emulation;

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
        IReadOnlyList<DeviceEntry> devices = DeviceCatalog.List(new EmulatorOptions());
        if (json)
        {
            Terminal.Json(devices);
            return ExitCode.Fine;
        }

        var table = new TextTable("device", "what it is");
        foreach (DeviceEntry device in devices)
        {
            table.Add(device.Name, device.Description);
        }

        table.Write();
        return ExitCode.Fine;
    }
}
