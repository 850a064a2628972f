using System.CommandLine;
using System.Globalization;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Devices.Serial;
using Edge.Devices.Session;
using Edge.Flashing.Doctor;

namespace Edge.Cli.Commands;

/// <summary><c>edge doctor</c>: what is there, what is missing, what to do.</summary>
internal static class DoctorCommand
{
    private const int MostWaitSeconds = 600;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var port = new Option<string?>("--port", "-p")
        {
            Description = $"Ask the device on this port who it is, or on every port with '{ExaminationOptions.EveryPort}'; opening a port resets many boards",
        };
        var bauds = new Option<int>("--baud") { Description = "Baud rate of the port", DefaultValueFactory = _ => BaudRate.Default };
        var wait = new Option<double>("--wait") { Description = "Seconds to wait for an answer on a port", DefaultValueFactory = _ => 8 };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "doctor",
            "Check runtime, emulator, tools, ports and permissions, and say what to do",
            "edge doctor",
            "edge doctor --port /dev/ttyUSB1")
        {
            port,
            bauds,
            wait,
            json,
        };
        command.SetAction(async (result, cancellation) =>
        {
            double seconds = result.GetValue(wait);
            if (!(seconds > 0 && seconds <= MostWaitSeconds))
            {
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--wait {seconds}: above 0, up to {MostWaitSeconds} seconds"));
            }

            ExaminationOptions options = new()
            {
                AskedPort = result.GetValue(port),
                Session = new SessionOptions { Bauds = result.GetValue(bauds), HelloPatienceMilliseconds = (int)(seconds * 1000) },
            };
            IReadOnlyList<Finding> findings = await Task.Run(() => Examination.RunAsync(options, cancellation), cancellation);
            if (result.GetValue(json))
            {
                Terminal.Json(findings.Select(finding => new { finding.Subject, Verdict = Word(finding.Verdict), finding.Found, finding.Remedy }));
            }
            else
            {
                Print(findings);
            }

            return findings.Any(finding => finding.Verdict == Verdict.Wrong) ? ExitCode.Device : ExitCode.Fine;
        });
        return command;
    }

    private static void Print(IReadOnlyList<Finding> findings)
    {
        int subject = findings.Max(finding => finding.Subject.Length);
        foreach (Finding finding in findings)
        {
            Terminal.Line($"{Word(finding.Verdict),-7}  {finding.Subject.PadRight(subject)}  {finding.Found}");
            if (finding.Remedy is not null)
            {
                Terminal.Line($"         {new string(' ', subject)}  do: {finding.Remedy}");
            }
        }
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Fine => "ok",
        Verdict.Missing => "missing",
        _ => "wrong",
    };
}
