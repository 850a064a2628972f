using Edge.Cli.Output;
using Edge.Core.Models;
using Edge.Devices;
using Edge.Experiments;
using Edge.Flashing.Images;
using Edge.Inference;
using Edge.Inference.Files;
using Edge.Information.Files;
using Edge.Reports;
using Edge.Reports.Csv;
using Edge.Training;
using Edge.Training.Columns;
using Edge.Training.Networks;
using Edge.Training.Torch;

namespace Edge.Cli;

/// <summary>
/// Turns what can go wrong into one line on standard error and an exit code. Nothing ends in a stack trace that was not asked for.
/// </summary>
internal static class Guard
{
    /// <summary>Environment variable: with the value 1, a fault of this program is told with all it knows.</summary>
    public const string DetailVariable = "EDGE_DETAIL";

    /// <summary>Runs a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="interruption">Cancelled where the user stopped it.</param>
    /// <returns>The command's exit code, or that of its failure.</returns>
    public static async Task<int> RunAsync(Func<Task<int>> command, CancellationToken interruption)
    {
        try
        {
            return await command();
        }
        catch (Exception e) when (interruption.IsCancellationRequested && IsInterruption(e))
        {
            Terminal.Note("edge: stopped; what was finished is kept, and the same command goes on from there");
            return ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            int code = CodeFor(e);
            Terminal.Note("edge: " + (code == ExitCode.Internal ? Fault(e) : OneLine(Message(e))));
            return code;
        }
    }

    /// <summary>The exit code of a failure.</summary>
    public static int CodeFor(Exception exception) => exception switch
    {
        UsageException or TorchEngineException => ExitCode.Usage,
        DeviceException => ExitCode.Device,
        ExperimentException or SpecException or TrainerStateException or DivergedException => ExitCode.BadInput,
        ModelFileException or ModelFormatException or InputSetException => ExitCode.BadInput,
        CodesFileException or CsvTableException or ReportDataException or ImageException => ExitCode.BadInput,
        IOException or UnauthorizedAccessException or InvalidDataException or OutOfMemoryException => ExitCode.BadInput,
        _ => ExitCode.Internal,
    };

    // A signal to the whole process group takes the emulator too, which may be noticed before the signal itself.
    private static bool IsInterruption(Exception exception) => exception is OperationCanceledException or DeviceException;

    private static string Message(Exception exception) => exception switch
    {
        OutOfMemoryException => "that takes more memory than there is; use a smaller data set, network or file",
        FileNotFoundException { FileName: { } path } when Path.IsPathFullyQualified(path) => $"{path} does not exist; check the path",
        _ => exception.Message,
    };

    private static string Fault(Exception exception)
    {
        string line = $"a fault of this program, not of yours: {exception.GetType().Name}: {OneLine(exception.Message)}; "
            + $"please report it with the command ({DetailVariable}=1 shows where it happened)";
        return Environment.GetEnvironmentVariable(DetailVariable) == "1" ? line + Environment.NewLine + exception : line;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings("; ");
}
