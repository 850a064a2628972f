using Edge.Cli.Output;
using Edge.Devices;
using Edge.Experiments;
using Edge.Inference.Files;
using Edge.Information.Files;
using Edge.Reports;

namespace Edge.Cli;

/// <summary>Turns what can go wrong into one line on standard error and an exit code. No user's mistake ends in a stack trace.</summary>
internal static class Guard
{
    /// <summary>Runs a command.</summary>
    /// <returns>The command's exit code, or that of its failure.</returns>
    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            Terminal.Note("edge: stopped; what was finished is kept, and the same command goes on from there");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (CodeFor(e) is int code)
        {
            Terminal.Note("edge: " + e.Message.ReplaceLineEndings("; "));
            return code;
        }
    }

    private static int? CodeFor(Exception exception) => exception switch
    {
        UsageException => ExitCode.Usage,
        DeviceException => ExitCode.Device,
        ExperimentException or CodesFileException or ModelFileException or ReportDataException => ExitCode.BadInput,
        IOException or UnauthorizedAccessException => ExitCode.BadInput,
        _ => null,
    };
}
