using System.Globalization;

namespace Edge.Experiments.Runs;

/// <summary>Names of the files in a run folder, each without the folder of its kind.</summary>
internal static class RunFileNames
{
    /// <summary>Model of a run at a checkpoint.</summary>
    public static string Model(int run, int epoch) => Checkpoint(run, epoch) + ".edge";

    /// <summary>Codes that a device computed for a run at a checkpoint.</summary>
    public static string Codes(int run, int epoch, string device) => $"{Checkpoint(run, epoch)}-{Device(device)}.edgecodes";

    /// <summary>Folder about the rows on which a device differs from the host.</summary>
    public static string Mismatch(int run, int epoch, string device) => $"{Checkpoint(run, epoch)}-{Device(device)}";

    /// <summary>State of a run's trainer.</summary>
    public static string State(int run) => Run(run) + ".state";

    /// <summary>Finished checkpoints of a run on a device.</summary>
    public static string Journal(int run, string device) => $"{Run(run)}-{Device(device)}.jsonl";

    /// <summary>Trainings that a run gave up.</summary>
    public static string Restarts(int run) => Run(run) + ".json";

    /// <summary>Every measured epoch of a run.</summary>
    public static string Trace(int run) => Run(run) + ".edgetrace";

    /// <summary>Layers of a run in bins.</summary>
    public static string BinnedTrace(int run) => Run(run) + "-bins.edgetrace";

    /// <summary>A device's name, all but letters, digits and dots made a hyphen: <c>/dev/ttyUSB0</c> becomes <c>dev-ttyUSB0</c>.</summary>
    public static string Device(string device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return string.Concat(device.Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '-')).Trim('-');
    }

    private static string Run(int run) => string.Create(CultureInfo.InvariantCulture, $"run{run}");

    private static string Checkpoint(int run, int epoch) => string.Create(CultureInfo.InvariantCulture, $"run{run}-epoch{epoch:D6}");
}
