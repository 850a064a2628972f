using Edge.Cli.Output;

namespace Edge.Cli.Reporting;

/// <summary>Where differences were written up, and the command that runs their rows again.</summary>
internal static class MismatchLines
{
    /// <summary>Writes the two lines.</summary>
    public static void Write(string bundle, string device)
    {
        Terminal.Line($"wrote {Path.Combine(bundle, "README.txt")}: model, rows, codes and accumulators of both sides");
        Terminal.Line($"again: edge replay {bundle} --device {device}");
    }
}
