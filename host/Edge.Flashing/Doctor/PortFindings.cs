using Edge.Devices;
using Edge.Devices.Serial;

namespace Edge.Flashing.Doctor;

/// <summary>The serial ports: what is behind them, whether the user may open them, and who answers.</summary>
internal static class PortFindings
{
    /// <summary>A finding per port; one for none.</summary>
    public static async Task<IReadOnlyList<Finding>> OfAsync(ExaminationOptions options, CancellationToken cancellation)
    {
        List<PortInfo> ports = [.. List(options)];
        string? asked = options.AskedPort is ExaminationOptions.EveryPort ? null : options.AskedPort;
        if (asked is not null && ports.All(port => port.Path != asked && port.StablePath != asked))
        {
            ports.Add(new PortInfo(asked, null, string.Empty));
        }

        if (ports.Count == 0)
        {
            return
            [
                Finding.Missing("ports", "no serial port is plugged in", "needed for a board: plug it in with a cable that has data lines; on Linux dmesg shows what came"),
            ];
        }

        List<Finding> findings = [];
        foreach (PortInfo port in ports)
        {
            bool named = asked is not null && (port.Path == asked || port.StablePath == asked);
            findings.Add(await OfAsync(port, named, options, cancellation));
        }

        return findings;
    }

    private static IReadOnlyList<PortInfo> List(ExaminationOptions options) =>
        OperatingSystem.IsLinux() ? LinuxPorts.List(options.DevRoot, options.SysRoot) : SerialPorts.List();

    private static async Task<Finding> OfAsync(PortInfo port, bool named, ExaminationOptions options, CancellationToken cancellation)
    {
        // What was not asked for by name need not be a board.
        Verdict verdict = named ? Verdict.Wrong : Verdict.Missing;
        string what = port.Description.Length == 0 ? "a serial port" : port.Description;
        try
        {
            PortCheck.RequireThere(port.Path);
        }
        catch (SerialPortException e)
        {
            return new Finding(port.Path, verdict, e.Message, "choose one that is there; a charging cable has no data lines");
        }

        if (!PortPermission.IsGranted(port.Path))
        {
            return new Finding(port.Path, verdict, what + "; you may not open it", await PortPermission.RemedyAsync(port.Path, options.GroupFile, cancellation));
        }

        if (!named && options.AskedPort != ExaminationOptions.EveryPort)
        {
            return Finding.Fine(port.Path, $"{what}; not asked (edge doctor --port {port.Path} asks who is there)");
        }

        try
        {
            using SerialDevice device = SerialDevice.OpenPort(port.Path, options.Session, cancellation);
            return Finding.Fine(port.Path, $"{what}; answers: {device.Firmware}, {device.Session.Info.FreeHeap} bytes of heap free");
        }
        catch (DeviceException e)
        {
            return new Finding(port.Path, verdict, e.Message, "see 'What each line means' in device/README.md");
        }
    }
}
