using System.CommandLine;

namespace Edge.Cli.Commands;

/// <summary>Options that mean the same in several commands.</summary>
internal static class CommonOptions
{
    /// <summary><c>--json</c>: only JSON on standard output.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print only JSON on standard output" };

    /// <summary><c>--out</c>: where the result goes.</summary>
    public static Option<string> Out(string what) => new("--out", "-o") { Description = what, Required = true };

    /// <summary><c>--split-seed</c>: one split for all runs.</summary>
    public static Option<ulong?> SplitSeed() =>
        new("--split-seed") { Description = "Draw one training set for all runs, by this seed; left out: every run draws its own by its seed" };
}
