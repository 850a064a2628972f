using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Devices;
using Edge.Experiments.Mismatches;
using Edge.Information;

namespace Edge.Cli.Commands;

/// <summary><c>edge replay</c>: runs the rows of a mismatch bundle again.</summary>
internal static class ReplayCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("bundle") { Description = "A folder that edge train, codes or compare wrote about differences" };
        var json = CommonOptions.Json();
        var device = new DeviceChoice();
        var command = new ExampleCommand(
            "replay",
            "Run the rows on which a device differed again, on host and device; exit code 1 while they differ",
            "edge replay out/raj-szt/mismatch/run0-epoch000010-dev-ttyUSB0 --device /dev/ttyUSB0")
        {
            folder,
            json,
        };
        device.AddTo(command);
        command.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                MismatchBundle bundle = MismatchBundle.Read(result.GetRequiredValue(folder));
                using IDevice opened = device.IsGiven(result)
                    ? device.Open(result, cancellation)
                    : device.Open(bundle.Device.Origin.Device, result, cancellation);
                return Run(bundle, opened, result.GetValue(json), cancellation);
            },
            CancellationToken.None));
        return command;
    }

    private static int Run(MismatchBundle bundle, IDevice device, bool json, CancellationToken cancellation)
    {
        MismatchReplay replay = MismatchReplay.Run(bundle, device, cancellation);
        CodeComparison now = replay.Now;
        if (json)
        {
            Terminal.Json(new { now.DifferentCodes, replay.SameHost, replay.SameDevice, now.First, now.Layers });
        }
        else
        {
            foreach (CodeDifference d in now.First)
            {
                Terminal.Line($"row {d.RowId}, {d.Name}, neuron {d.Neuron}: host {d.Left}, {device.Name} {d.Right}");
            }

            Terminal.Line(
                $"host {(now.DifferentCodes == 0 ? "=" : "!=")} {device.Name}: {bundle.Host.Rows.Count} rows x {bundle.Host.Layers.Count} layers, "
                + $"{now.DifferentCodes} differences");
            Terminal.Line($"the device's codes are {(replay.SameDevice ? "those" : "other than those")} in the bundle");
            if (!replay.SameHost)
            {
                Terminal.Line("the host's codes are other than those in the bundle: the bundle was written by another version or machine");
            }
        }

        return now.DifferentCodes == 0 ? ExitCode.Fine : ExitCode.Differences;
    }
}
